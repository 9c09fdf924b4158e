"""The map of the county's townships, painted by hand: what it shows, the view, and taking over outlines from a file."""
