"""Preference pairs: two answers to one question, of which the context makes one the better."""
