"""Bad input over the wires, the API and in files. `make fuzz` looks for longer than the suite does."""
