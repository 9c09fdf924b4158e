"""Words spoken on site: the list of promises, and what became of them."""
