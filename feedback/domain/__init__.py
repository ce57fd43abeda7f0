"""The only functions that change the state of this app."""
