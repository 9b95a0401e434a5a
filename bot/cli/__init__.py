"""`lotse`: the commands of editors, operators and developers."""
