"""Outlines of townships: read from a GeoJSON file within bounds, matched by name, made as plain as a screen needs."""
