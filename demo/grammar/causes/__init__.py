"""One file per cause: the acts that give it away, by variant, and the acts that only add to the story."""
