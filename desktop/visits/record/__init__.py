"""The record page of a visit: what each kind of outing brings back, on one page, keyboard only."""
