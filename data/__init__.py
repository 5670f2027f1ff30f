"""Shipped data: lexicon tables, the demo territory, labels and paraphrases."""
