"""Days: worked or not, lunar, market, and recurring."""
