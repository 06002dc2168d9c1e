"""The model's side: one vocabulary, its dialects, and the socket."""
