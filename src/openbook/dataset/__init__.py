"""Draft → Conversation → files."""
