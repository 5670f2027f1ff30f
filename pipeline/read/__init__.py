"""PDF files to documents: words, layout, clean text with a map back."""
