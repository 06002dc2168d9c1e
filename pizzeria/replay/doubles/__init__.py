"""A telephone behind 46elks and a scripted model: the two ends of a call, reusable, over real sockets."""
