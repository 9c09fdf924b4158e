"""Requests for visits: the list of what waits to be placed, typing one in, and taking one over from a form."""
