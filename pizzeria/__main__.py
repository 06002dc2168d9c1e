"""`pizzeria` and `python -m pizzeria` are the command line.

Nothing that is imported is rubbish: Python does not look for any before all is there, which takes a fifth of
the start.
"""

import gc

gc.disable()
from pizzeria.cli import main  # noqa: E402

gc.enable()

if __name__ == "__main__":
    main(prog_name="pizzeria")
