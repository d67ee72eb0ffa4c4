"""Moving memories in and out."""
