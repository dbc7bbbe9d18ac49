"""What a person sees, and what the command line needs of a person."""
