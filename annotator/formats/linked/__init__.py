"""Linked data: an article as nodes with properties, written as Turtle or JSON-LD, and read back."""
