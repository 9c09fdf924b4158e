"""Printed forms and files that leave the app."""
