"""Recordings of calls: what crossed both wires, scrubbed on its way to disk, kept for so many days."""
