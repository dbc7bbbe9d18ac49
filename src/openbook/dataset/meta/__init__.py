"""The calls themselves as training rows."""
