from __future__ import annotations

import os

# Tests compile much and compute little. Set before jax is imported.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

import pytest

from neural.small import build


@pytest.fixture(scope="session")
def model():
    return build()
