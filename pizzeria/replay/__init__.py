"""The two ends of a call, played: a telephone behind 46elks and a scripted model, over real sockets."""
