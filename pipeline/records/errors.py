"""Errors that end a command. Trouble with one document is an `Issue`, not an exception."""

from __future__ import annotations

REPORT_DEFECT = "Please report this defect with the file and its traceback (*.defects.log, beside the database)."


class EcartError(Exception):
    """Ends a command with a message that says what, where and what to do. `exit_code` follows the command line's contract."""

    exit_code = 3


class ConfigurationError(EcartError):
    """Wrong use: a bad territory file, option or path."""

    exit_code = 2


class NothingToDo(EcartError):
    """Nothing could be done: no source gave a usable document, or no result could be written."""

    exit_code = 3
