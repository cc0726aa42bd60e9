"""The doors' own tools: running the suite, and a throw-away PostgreSQL."""
