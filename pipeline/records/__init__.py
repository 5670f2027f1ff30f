"""The nouns of ecart: frozen records that the stages hand to each other, and nothing that does work."""
