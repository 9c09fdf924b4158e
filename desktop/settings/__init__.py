"""What the office sets once: itself, limits, days, meetings, kinds, looks, and its data."""
