"""The window. The only room that knows Qt; it never talks to the store, only to the project."""
