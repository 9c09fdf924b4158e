"""What comes between the plan and its days, and the offers to mend it."""
