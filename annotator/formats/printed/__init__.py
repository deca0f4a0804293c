"""The parts of the printable report: marked text, claims, legend, the page around them."""
