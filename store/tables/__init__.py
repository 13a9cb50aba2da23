"""One table a file; `store.tables.all` imports them all for the migrations."""
