"""What the importers of pages, papers, messages and books share: safe parsing, text, metadata."""
