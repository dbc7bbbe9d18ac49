"""Chunk → Item → Draft."""
