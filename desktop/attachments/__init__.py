"""Photos and documents: thumbnails, our own viewer, adding by button, drop and paste; nothing else is ever opened."""
