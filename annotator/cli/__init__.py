"""The command line: the same work as in the window, without one. `annotator --help` explains.

Exit codes: 0 all well, 1 nothing done, 2 wrong use, 3 done in part. What is slow to import is
imported when a command needs it.
"""

from annotator.cli.program import Window, program
from annotator.cli.telling import carry_all_scripts

__all__ = ["Window", "carry_all_scripts", "program"]
