"""Measures everything below: quality on public data, and speed. Import the module you need."""
