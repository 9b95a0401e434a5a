"""The engine: Rasa 3.6 as a process of its own, on loopback, in Python 3.10."""
