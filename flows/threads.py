"""How many threads the matrix library takes."""

from __future__ import annotations

import os

_NAMES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """One for this process, if numpy is not loaded yet, and for its children, where the user asked for no other number.

    The library's threads wait for each other by turning: on cores that have other work, linking took two thirds more processor time.
    """
    for name in _NAMES:
        os.environ.setdefault(name, "1")
