"""Papers to units: chase letters, notices, slips, and the workbooks that travel out and back."""
