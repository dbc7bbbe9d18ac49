"""Answers as trained: the search and the layout of the contexts in front of a model; the search alone for agents."""
