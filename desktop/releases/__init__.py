"""Publishing the plan: what stands against it, its issues, what changed, who is phoned."""
