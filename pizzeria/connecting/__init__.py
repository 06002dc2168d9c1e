"""From an account at 46elks to a ringing phone: what its numbers should say, what they do say, and the
change.
"""
