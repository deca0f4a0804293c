"""The parts of a Hugging Face dataset folder: its columns, its card, its rows, and reading them."""
