"""What finding in the article is made of: the bar, and the hits in context."""
