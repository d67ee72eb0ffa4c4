from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from hafiza.cli.main import app


@pytest.fixture
def light(monkeypatch):
    """No model and no weights: memory alone, with the hashing embedder."""
    monkeypatch.setenv("HAFIZA_MODEL", "none")
    monkeypatch.setenv("HAFIZA_EMBEDDER", "hashing")


@pytest.fixture
def hafiza(light):
    """Run a command in this process."""

    def call(*arguments, stdin=None):
        return CliRunner().invoke(app, arguments, input=stdin)

    return call


@pytest.fixture
def hafiza_json(hafiza):
    """Run a command that must succeed, and return its JSON."""

    def call(*arguments):
        result = hafiza(*arguments, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return call


@pytest.fixture
def process():
    """Run the command line in a process of its own; bytes in, bytes out."""

    def call(*arguments, stdin=b"", **environment):
        return subprocess.run(
            [sys.executable, "-c", "from hafiza.cli.main import run; run()", *arguments],
            input=stdin,
            capture_output=True,
            timeout=120,
            env={**os.environ, **environment},
            check=False,
        )

    return call
