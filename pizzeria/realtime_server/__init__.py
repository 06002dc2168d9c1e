"""OpenAI's end of the realtime protocol: what a server must obey, refuse and say, whoever answers."""
