"""The clash rules by topic: people, places, days, counts. `core.conflicts` lists them with their levels."""
