"""A request → a reply, once."""
