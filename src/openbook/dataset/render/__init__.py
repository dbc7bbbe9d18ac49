"""Turns → text: what a model reads, cut where training begins and ends."""
