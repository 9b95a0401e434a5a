"""One channel, one folder: it translates between people and the domain and decides nothing."""
