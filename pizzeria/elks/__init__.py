"""46elks' side: the wire of a call."""
