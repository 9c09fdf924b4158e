"""Values and rules: neither Qt nor a database is known here."""
