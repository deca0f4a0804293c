"""What the guidelines are made of: the project's Markdown, and the codebook's definitions."""
