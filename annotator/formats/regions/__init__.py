"""What the formats of other labelling tools share: regions, relations between them, JSON read in a
stream, and the record of ours that such a file can carry along.
"""
