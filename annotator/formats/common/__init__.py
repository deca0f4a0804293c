"""What all formats share: the choices of an export, its losses, and how it reaches the disk."""
