"""The assistant room."""
