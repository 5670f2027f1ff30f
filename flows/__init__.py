"""What runs: the one composition of the stages, its Prefect flow, and the command line."""
