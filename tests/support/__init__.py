"""What tests of several rooms share; Python 3.10 and pytest alone, for both runtimes load it."""
