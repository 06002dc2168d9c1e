"""The built-in voice: ears, wits and a mouth behind the seam of any model, with no key and no network."""
