"""The benchmark: thirty calls at once, through the pizzeria and through two bridges that do nothing else."""
