"""Starts the program: `python main.py ARGS` is `annotator ARGS`."""

import sys

from annotator.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
