"""Installs both runtimes into the clone: `python3 -m bot.setup`, standard library alone, Python 3.8 or newer.

It runs before anything is installed, under whatever `python3` the machine has, so that a machine whose
Python is too old is told what to do instead of seeing a syntax error.
"""
