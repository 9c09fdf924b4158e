"""Looking at a printed form, printing it, saving it as PDF."""
