"""What must hold of a draft: one check a function."""
