"""What the commands do besides building and serving, each in a module of its own."""
