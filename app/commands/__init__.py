"""The groups of commands; each file registers its own."""
