"""Files of rows, one text each, as doccano and Prodigy have them."""
