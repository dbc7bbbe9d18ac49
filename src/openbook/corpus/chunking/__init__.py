"""Document → chunks: where it may be cut, how that is chosen, and how long a piece is."""
