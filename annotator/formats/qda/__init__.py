"""What lies in a project of REFI-QDA: its names, its parts on the way out, its parts read."""
