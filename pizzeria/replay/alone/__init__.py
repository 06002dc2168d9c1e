"""One peer alone, against a house that runs somewhere else."""
