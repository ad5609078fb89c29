"""What git knows of the notes: when they were written and changed, and where readers find their sources."""
