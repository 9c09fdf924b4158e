"""The calendar page: month and agenda over the same visits, filters, and the inspector.

A further view is one module and its line in `views.VIEWS`.
"""
