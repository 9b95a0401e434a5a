"""What citizens are to be told by e-mail, each thing once."""
