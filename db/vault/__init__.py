"""Protection of a schedule file: a passphrase and a printed code wrap the key that encrypts it.

The random data key never changes; what changes with the passphrase is the small key file beside the schedule
(`keyfile`). `unlocking` gives the key against a passphrase, `sealing` puts protection on and takes it off again.
"""
