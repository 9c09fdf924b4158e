"""The rota planner: a quarter's draft from plain values, every choice of it explained, and repaired when plans change.

`problem` holds the values, `rules` what must hold and what is wished for, `scoring` what a plan is worth, `solve` makes
one, `explain` says why, `repair` offers ways out when somebody is called away.
"""
