"""Fast entry from a visit: keyboard only, kept at every keystroke."""
