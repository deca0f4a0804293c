"""Edits: one function per verb, grouped by noun.

An edit takes the work at hand and plain arguments, checks its rules (`Refused`), writes rows and
returns an id or nothing. It needs no undo, no commit and no signal: the journal notes the rows.
"""
