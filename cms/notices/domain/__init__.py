"""The only functions that change a notice."""
