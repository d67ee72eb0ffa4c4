"""The bench of AGIFORMER in small: every pair is there, and times are those of real steps."""

from __future__ import annotations

import pytest

from hafiza.evals import agiformer_speed
from neural.small import SMALL

pytestmark = pytest.mark.outer


def test_all_pairs_are_measured_side_by_side(monkeypatch):
    monkeypatch.setattr(agiformer_speed, "SIZES", SMALL)
    monkeypatch.setattr(agiformer_speed, "CORE_HEAVY", {**SMALL, "max_steps": 8})
    monkeypatch.setattr(agiformer_speed, "FAR", 256)

    found = agiformer_speed.measure_agiformer(rounds=1, scan_bytes=64, full_bytes=64)

    assert set(found["against_scan"]["ratio"]) == {"agiformer", "memory_by_scan", "sketch"}
    assert found["against_full_attention"]["ratio"]["agiformer"] == 1.0
    assert found["decoding"]["positions"] == [8, 256]
    assert found["effort"]["share_of_full"]["1.0"] == 1.0
    assert 0.5 < found["transformer_parameters"] / found["parameters_multiplied"] < 3
