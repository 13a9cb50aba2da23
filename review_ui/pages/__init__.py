"""One resource a file: parse, permit, call, return."""
