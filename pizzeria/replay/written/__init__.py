"""Scenarios as they are written down: read, checked, and found again by file and line."""
