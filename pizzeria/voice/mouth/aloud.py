"""How text is said: what the voice would read wrongly, written so that it is read right. Pure."""


def aloud(sentence: str) -> str:
    return sentence
