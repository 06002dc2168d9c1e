"""The wits of the built-in voice: a waiter without a model, who works through the tools. Pure."""
