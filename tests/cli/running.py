"""Running the program with words, as the command line does."""

import json
from typing import Any

from click.testing import CliRunner, Result

from annotator.cli import program


def annotator(*words: str) -> Result:
    """What the program does with these words; whatever is a bug rises."""
    return CliRunner().invoke(program, words, catch_exceptions=False, prog_name="annotator")


def objects(result: Result) -> list[dict[str, Any]]:
    """The JSON objects that were printed, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]
