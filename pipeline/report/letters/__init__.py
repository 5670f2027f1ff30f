"""Letters ready to be completed and sent, filled from the facts of the report. Indications, no legal advice."""

from pipeline.report.letters.appeals import FAMILY, Contestable, contestable
from pipeline.report.letters.choose import letters_of
from pipeline.report.letters.odt import letter_odt
from pipeline.report.letters.text import letter_text

__all__ = ["FAMILY", "Contestable", "contestable", "letter_odt", "letter_text", "letters_of"]
