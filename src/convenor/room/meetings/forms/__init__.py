"""Forms of sessions; they check what was typed, never what may be done."""
