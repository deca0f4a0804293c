"""What the formats share that say of claims what was judged, and nothing of the text around."""
