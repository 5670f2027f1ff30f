"""`python -m flows` is `ecart`."""

from flows.cli import main

main()
