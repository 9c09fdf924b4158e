"""A period in figures, each of which opens its list."""
