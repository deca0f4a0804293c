"""Sheets that ask or show something over the window; opened by commands, imported when needed."""
