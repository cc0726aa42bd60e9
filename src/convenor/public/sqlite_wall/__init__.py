"""The wall around the embedded database's public connection: it reads the library and nothing else."""
