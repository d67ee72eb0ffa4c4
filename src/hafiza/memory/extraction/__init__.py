"""What a turn says about a person: without a model, and with one."""
