"""The mouth: words to sound, sentence by sentence."""
