"""One call, decided and never waited for. Pure: no loop, no clock, no socket, no log."""
