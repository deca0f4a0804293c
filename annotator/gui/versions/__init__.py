"""The parts of the panel that shows the versions of an article and how they differ."""
