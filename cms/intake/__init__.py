"""What guards every public form: cleaned text, a trap for robots, limits, one form sent once, nothing typed lost."""
