"""Forms about answers and votes; they check what was typed, never what may be done."""
