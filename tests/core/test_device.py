from __future__ import annotations

import pytest

from hafiza.core import device
from hafiza.core.device import choose_device
from hafiza.core.errors import ConfigurationError


def test_cuda_is_chosen_before_cpu_and_says_why(monkeypatch):
    monkeypatch.setattr(device, "_cuda_device_count", lambda: 2)

    chosen = choose_device()

    assert chosen.kind == "cuda"
    assert "2 device(s)" in chosen.why


def test_apple_silicon_gives_mps(monkeypatch):
    monkeypatch.setattr(device, "_cuda_device_count", lambda: 0)
    monkeypatch.setattr(device.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(device.platform, "machine", lambda: "arm64")

    assert choose_device().kind == "mps"


def test_cpu_is_what_is_left(monkeypatch):
    monkeypatch.setattr(device, "_cuda_device_count", lambda: 0)
    monkeypatch.setattr(device.platform, "system", lambda: "Linux")

    chosen = choose_device(threads=3)

    assert (chosen.kind, chosen.threads) == ("cpu", 3)
    assert "no CUDA driver" in chosen.why


@pytest.mark.parametrize("wanted", ["cuda", "gpu"])
def test_device_that_is_not_here_is_refused(monkeypatch, wanted):
    monkeypatch.setattr(device, "_cuda_device_count", lambda: 0)

    with pytest.raises(ConfigurationError, match=wanted):
        choose_device(wanted)
