"""T7: what is saved is what is loaded, and nothing else is."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest

from hafiza.core.errors import ModelInvalid, ModelNotFound
from hafiza.neural import checkpoints

TREE = {
    "weights": jnp.arange(6, dtype=jnp.float32).reshape(2, 3),
    "narrow": jnp.ones(3, jnp.bfloat16),
    "count": (jnp.int32(7), None),
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "tree.safetensors"


def save(path, tree=TREE, kind="test", config=None):
    checkpoints.save(path, tree, kind=kind, config=config or {"dim": 3}, more={"step": 5})


def test_tree_comes_back_with_its_types(path):
    save(path)

    loaded = checkpoints.load(path, TREE, kind="test", config={"dim": 3})

    for one, other in zip(jax.tree.leaves(loaded), jax.tree.leaves(TREE), strict=True):
        assert one.dtype == other.dtype
        assert (np.asarray(one) == np.asarray(other)).all()
    assert loaded["narrow"].dtype == ml_dtypes.bfloat16
    assert checkpoints.read_header(path, "test").more == {"step": 5}
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("kind", "config", "like", "message"),
    [
        ("other", {"dim": 3}, TREE, "kind 'test'"),
        ("test", {"dim": 4}, TREE, "dim differ"),
        ("test", {"dim": 3}, {**TREE, "weights": jnp.zeros((3, 2))}, "weights"),
        ("test", {"dim": 3}, {**TREE, "new": jnp.zeros(1)}, "nothing in the place of new"),
    ],
)
def test_other_models_are_refused_with_the_reason(path, kind, config, like, message):
    save(path)

    with pytest.raises(ModelInvalid, match=message):
        checkpoints.load(path, like, kind=kind, config=config)


def test_missing_file_is_named(path):
    with pytest.raises(ModelNotFound, match=r"tree\.safetensors"):
        checkpoints.load(path, TREE, kind="test")


@pytest.mark.parametrize("damage", ["cut", "flip", "text", "empty"])
def test_damaged_file_is_refused(path, damage):
    save(path)
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[-3] ^= 1
    path.write_bytes(
        {"cut": data[:-4], "flip": data, "text": b"not a checkpoint", "empty": b""}[damage]
    )

    with pytest.raises(ModelInvalid, match="damaged"):
        checkpoints.load(path, TREE, kind="test")


def test_file_of_another_program_is_refused(path):
    from safetensors.numpy import save_file

    path.parent.mkdir()
    save_file({"weights": np.zeros((2, 3), np.float32)}, path)

    with pytest.raises(ModelInvalid, match="hafiza did not write"):
        checkpoints.load(path, TREE, kind="test")
