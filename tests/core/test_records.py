"""Records refuse what cannot be."""

import pytest

from hafiza.core.errors import InputError
from hafiza.core.records import GenerateOptions


@pytest.mark.parametrize("effort", [float("nan"), -1, -0.01, 1.01, 2, float("inf")])
def test_an_effort_out_of_its_bounds_is_refused(effort):
    with pytest.raises(InputError, match=r"effort is .*\nExpected a number from 0 to 1"):
        GenerateOptions(reasoning_effort=effort)


@pytest.mark.parametrize("effort", [None, 0, 0.5, 1])
def test_an_effort_within_its_bounds_is_kept(effort):
    assert GenerateOptions(reasoning_effort=effort).reasoning_effort == effort
