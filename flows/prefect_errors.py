"""Which errors of a flow are Prefect's own. Needs no Prefect."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.records.errors import EcartError, NothingToDo

_OURS = ("flows", "pipeline", "models")


@contextmanager
def prefect_told() -> Iterator[None]:
    """What Prefect itself fails at becomes NothingToDo, with what to do; an error of the work that it was given stays what it is."""
    try:
        yield
    except EcartError:
        raise
    except Exception as error:
        if not by_prefect(error):
            raise
        said = f"{type(error).__name__}: {error}"
        raise NothingToDo(f"Prefect could not run the flow ({said}). Start its server, or run without it: --direct.") from error


def by_prefect(error: Exception) -> bool:
    """Whether the innermost code of Prefect or of this program that an error went through is Prefect's."""
    modules = (frame.f_globals.get("__name__", "").partition(".")[0] for frame, _ in traceback.walk_tb(error.__traceback__))
    met = [module for module in modules if module == "prefect" or module in _OURS]
    return bool(met) and met[-1] == "prefect"
