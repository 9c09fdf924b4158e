"""Everything that needs a Session; nothing that needs Qt."""
