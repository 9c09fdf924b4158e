"""A protected schedule in the window: asking for its passphrase, locking it, putting protection on and off."""
