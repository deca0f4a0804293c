"""The project file: its tables, its log, and the questions asked of it."""
