"""What a file is by the end of its name, as far as several parts of the program ask."""

from __future__ import annotations

# With their dots, of notes; the first is what a link without one is tried with first.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown")
NOTES = (*MARKDOWN, ".ipynb")
# Without them, of what a page plays.
AUDIO = ("mp3", "wav", "ogg", "m4a", "flac", "3gp", "opus")
VIDEO = ("mp4", "webm", "ogv", "mov", "mkv")
