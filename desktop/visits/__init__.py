"""Editing one visit: the editor, postponing, and what is typed but not saved yet."""
