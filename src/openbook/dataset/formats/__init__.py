"""One exporter a training format."""
