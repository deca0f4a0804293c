"""What the list of articles is made of: its rows, its menus, the sheet for metadata."""
