"""Commands, one module per menu or deed; each `Command` in here is in the program.

A module may also have `made_for(desk)`, which gives the commands that the codebook makes.
"""
