"""What a page shows, read from rows into frozen view models. No HTTP here."""
