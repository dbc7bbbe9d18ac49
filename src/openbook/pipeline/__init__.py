"""The phases, from documents to files."""
