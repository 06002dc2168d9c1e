"""The pictures in the README, taken of the running house."""
