"""The one safe way out of the house: fetches that cannot reach the inside, and posts that can be checked."""
