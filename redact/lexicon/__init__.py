"""Word lists the recognisers lean on: names, streets, and the everyday words that are neither."""
