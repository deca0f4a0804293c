"""Annotator: mark entities, claims and how well each claim is sourced, in one local file."""

__version__ = "0.1.0"
