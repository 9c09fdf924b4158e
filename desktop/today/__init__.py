"""The page a secretary opens every morning."""
