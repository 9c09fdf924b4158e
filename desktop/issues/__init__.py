"""The issue register with its detail panel, and the fast entry of issues from a visit."""
