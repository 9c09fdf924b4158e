"""Everything that needs Qt: no SQL, no rules, no file formats."""
