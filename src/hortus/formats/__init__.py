"""Formats other than Markdown that notes are written in: a module each, which makes the same Note of them."""
