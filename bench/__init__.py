"""What `make bench` measures: numbers for docs/benchmarks.md, never a passing or failing test."""
