"""What people do at the desk, one function each: write, decide, object, and look after what was released."""
