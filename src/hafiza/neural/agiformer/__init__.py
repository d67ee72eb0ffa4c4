"""AGIFORMER: a byte-level language model with Hebbian memory and an effort dial."""
