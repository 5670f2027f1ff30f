"""The tests compute as the command does: with one thread in each process, told before numpy is loaded."""

from flows.threads import one_thread

one_thread()  # here and not in a hook: the conftest of a folder that is tested alone is imported before any hook is called
