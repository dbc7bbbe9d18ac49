"""What a word, a figure, a quotation, a language is: once, for all scripts."""
