"""brat standoff: the lines of one article, and the configuration that lets brat show them."""
