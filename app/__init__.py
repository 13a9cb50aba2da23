"""Composition: one ASGI application, the command line, and everything in one command."""
