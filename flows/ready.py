"""What every child of a night needs, loaded once: imported by the process from which they are forked, and by nothing else.

Importing it changes the process (weights are loaded, what is there is left out of garbage collection), as importing no other module does:
a fork server can be told nothing but names of modules.
"""

from __future__ import annotations

import atexit
import contextlib
import gc

from flows.options import Options
from flows.refresh import refresh
from flows.versions import versions
from pipeline.extract.language import french
from pipeline.match import load_matching
from pipeline.records.errors import EcartError

WORK = refresh


def make_ready() -> None:
    """Load the weights that ship, the language and the mark of the code that runs, and leave them out of what is searched for garbage.

    That search would write to each object, and so to a copy of its own in each child. What is missing is told by the run that needs it.
    """
    with contextlib.suppress(EcartError):
        matching = load_matching()
        matching.reader()
        matching.pair_reader()
        versions(matching, Options().reading)
        french()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else what its end leaves is told as leaks


make_ready()
