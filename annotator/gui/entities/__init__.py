"""What the list of entities is made of: its rows, menus, the details of the chosen one, merging."""
