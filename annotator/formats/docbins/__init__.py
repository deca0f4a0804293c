"""spaCy's files as articles: DocBins, and the two kinds of JSON that came before them."""
