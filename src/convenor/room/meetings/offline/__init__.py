"""What leaves with a pack and runs without the product."""
