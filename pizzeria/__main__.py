"""`python -m pizzeria` is the command line."""

from pizzeria.cli import main

main(prog_name="pizzeria")
