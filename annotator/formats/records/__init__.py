"""The records of our own JSONL: values of the model to records, and back with every check."""
