"""Thin Rasa components over the pure modules of nlu; run in the engine alone."""
