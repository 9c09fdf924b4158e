"""What guards people: revealing one of them, the log of what left and who looked, erasing for good."""
