"""The five phases and what a person sees of them."""
