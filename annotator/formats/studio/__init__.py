"""Label Studio's tasks: read, written, and the labelling configuration beside them."""
