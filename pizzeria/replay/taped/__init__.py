"""Recorded calls: a player of both peers, the comparison with the tape, scenarios made of tapes."""
