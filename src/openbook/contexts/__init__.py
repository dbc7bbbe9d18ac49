"""Chunk → Item: what a retriever would return, simulated."""
