"""The embedders room."""
