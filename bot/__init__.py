"""The assembly: settings, wiring, server, command line, and the engine beside it."""
