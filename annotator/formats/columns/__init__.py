"""Files of tokens in columns: how they are laid out, what their tags mean, and their text."""
