"""E-mails: their plain text, their layout, and the outbox they wait in."""
