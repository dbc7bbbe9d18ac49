"""documents → chunks."""
