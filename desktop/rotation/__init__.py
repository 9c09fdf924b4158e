"""The page that drafts a rota: rules as sentences, the proposal on leaders and weeks, what it is worth, and why."""
