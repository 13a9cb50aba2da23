"""The sample calls of the demo company, their truth sheet, and the recipes that made them and the speech model."""
