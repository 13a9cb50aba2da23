"""How the sample calls were made: which calls, when, by whom, how they sound, and the sheets beside them."""
