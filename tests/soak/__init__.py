"""The soak: calls without end through the real house, with everything that goes wrong in them, and what is
left of it all.
"""
