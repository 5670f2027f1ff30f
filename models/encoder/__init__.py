"""Two French sentence encoders: a table of word rows, fast enough for all acts, and a transformer for the texts worth a closer look."""

from models.encoder.encoder import Encoder, EncoderMissing, load_encoder
from models.encoder.reader import Reader, load_reader, reader_version

__all__ = ["Encoder", "EncoderMissing", "Reader", "load_encoder", "load_reader", "reader_version"]
