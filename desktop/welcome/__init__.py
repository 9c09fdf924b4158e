"""The start page, shown while there is nothing to show."""
