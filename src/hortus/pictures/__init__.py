"""Pictures: how large they are, what they tell besides, lighter files of them, and those that Hortus draws."""
