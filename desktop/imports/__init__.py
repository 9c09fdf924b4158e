"""The import wizard over the window, and the sample county.

session: files, decisions, plan; starts the slow work  >  wizard: four steps, each a Step in its own module
"""
