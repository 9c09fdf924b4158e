"""The digest of a working day: when it comes, its window, and the icon in the tray."""
