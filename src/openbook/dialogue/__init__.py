"""Item → Draft: judge, ask, generate."""
