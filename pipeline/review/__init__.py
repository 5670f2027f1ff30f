"""What the machine is unsure of, put before people: the queue, the local page, and what their corrections teach."""

from pipeline.review.app import review_app
from pipeline.review.desk import Desk, Shelf
from pipeline.review.learning import Learned, labelled_pairs, learn
from pipeline.review.words import Words

__all__ = ["Desk", "Learned", "Shelf", "Words", "labelled_pairs", "learn", "review_app"]
