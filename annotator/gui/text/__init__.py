"""The text view: an article with its marks over a lazy layout, and the ruler beside it."""
