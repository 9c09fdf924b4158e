"""People of the rota: absences with their repair, stand-ins and swaps, the hand-over, the burden ledger."""
