"""The pages, the API and the phone's socket. Quart lives here and nowhere else."""
