"""What is asked of the database; nothing here changes anything."""
