"""The numbers that the README quotes, each with the command that makes it."""
