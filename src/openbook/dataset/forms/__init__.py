"""One exporter a file: rows for a trainer, and the settings without which it would train something else."""
