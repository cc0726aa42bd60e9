"""What was asked of a room and answered without names, the themes in it, and what several have in common."""
