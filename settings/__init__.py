"""Typed settings from the environment and `listenback.toml`, and how we log. Imported by every room, imports none."""
