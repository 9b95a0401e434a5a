"""The conversation: its messages, their masking, their log and their end."""
