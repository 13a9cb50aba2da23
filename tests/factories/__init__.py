"""One factory a table: plain functions with sensible defaults that add a row, flush it and hand it back."""
