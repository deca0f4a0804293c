"""Panels, one module each; found by being here.

A panel module has one subclass of `Panel`. It is given the desk, shows `page`, `focus`, hits,
settings and list when told, and asks for edits with `desk.edit`; it knows no other panel.
"""
