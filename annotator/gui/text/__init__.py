"""The text view: an article with all its marks, drawn over a lazy layout, and the ruler beside it."""
