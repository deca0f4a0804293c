"""The overview of a project: figures and charts, each a way to the articles behind it."""
