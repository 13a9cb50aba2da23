"""What is remembered: tables, sessions, migrations, and content-addressed files."""
