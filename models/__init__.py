"""What is learned: weights, a card for each, and the scripts that make them."""
