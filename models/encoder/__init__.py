"""A French sentence encoder of our own: static word rows, learnt on open law text and on wordings of the same measure."""

from models.encoder.encoder import Encoder, EncoderMissing, load_encoder

__all__ = ["Encoder", "EncoderMissing", "load_encoder"]
