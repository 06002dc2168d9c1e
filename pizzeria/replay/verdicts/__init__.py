"""What happened against what must be true, in words, with the line it is about."""
