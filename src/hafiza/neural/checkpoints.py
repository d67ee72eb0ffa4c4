"""Trees of arrays on disk: safetensors, with a header that says what they are.

The header is a JSON object in the file's metadata: `kind`, `config` and whatever else belongs to
them, and a digest of all tensors. Nothing is unpickled, and nothing is loaded that is not whole,
of the kind and of the shape that was asked for. A file is replaced at once or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import jax
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save as to_bytes

from hafiza.core.errors import ModelInvalid, ModelNotFound

FORMAT = 1

Tree = TypeVar("Tree")


@dataclass(frozen=True, slots=True)
class Header:
    """What a file of arrays says of itself."""

    kind: str
    config: Mapping[str, Any]
    more: Mapping[str, Any]


def save(
    path: Path, tree: Any, *, kind: str, config: Mapping[str, Any], more: Mapping[str, Any]
) -> None:
    """Write the arrays of a tree; `config` and `more` are JSON."""
    arrays = _named(tree)
    header = {
        "format": FORMAT,
        "kind": kind,
        "config": config,
        "more": more,
        "digest": _digest(arrays),
    }
    # One entry: safetensors writes several in any order, and equal trees shall be equal files.
    metadata = {"hafiza": json.dumps(header, sort_keys=True)}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(to_bytes(arrays, metadata))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_header(path: Path, kind: str) -> Header:
    """Return what a file of arrays says of itself.

    Raises:
        ModelNotFound: there is no such file.
        ModelInvalid: it is damaged, none of ours, or of another kind.
    """
    return _read(path, kind)[0]


def load(path: Path, like: Tree, *, kind: str, config: Mapping[str, Any] | None = None) -> Tree:
    """Return the tree of a file; `like` has its structure, shapes and types, or tells of them.

    Raises:
        ModelNotFound: there is no such file.
        ModelInvalid: it is damaged, none of ours, of another kind, `config` or shape.
    """
    header, arrays, digest = _read(path, kind)
    expected = json.loads(json.dumps(config))  # as the header has it: lists for tuples
    if config is not None and header.config != expected:
        differs = sorted(
            name
            for name in {*header.config, *expected}
            if header.config.get(name) != expected.get(name)
        )
        raise ModelInvalid(
            f"{path.name!r} belongs to a model of another shape: {', '.join(differs)} differ.\n"
            "Expected one that was saved with this model."
        )
    wanted = _leaves(like)
    for name, leaf in wanted.items():
        found = arrays.get(name)
        if found is None or found.shape != leaf.shape or found.dtype != leaf.dtype:
            has = "nothing" if found is None else f"{found.dtype} {found.shape}"
            raise ModelInvalid(
                f"{path.name!r} has {has} in the place of {name}.\n"
                f"Expected {leaf.dtype} {leaf.shape}: it is of another version of the model."
            )
    if _digest({name: arrays[name] for name in wanted}) != digest:
        raise ModelInvalid(
            f"{path.name!r} is damaged: its numbers are not those that were saved.\n"
            "Nothing was loaded. Take another checkpoint or train anew."
        )
    leaves = [jax.numpy.asarray(arrays[name]) for name in wanted]
    tree: Tree = jax.tree.unflatten(jax.tree.structure(like), leaves)
    return tree


def _read(path: Path, kind: str) -> tuple[Header, dict[str, NDArray[Any]], str]:
    if not path.is_file():
        raise ModelNotFound(f"There is no checkpoint {str(path)!r}.\nCheck the path.")
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as err:
        raise ModelInvalid(
            f"{path.name!r} cannot be read as safetensors: {err}.\n"
            "It is damaged or no checkpoint; nothing was loaded."
        ) from err
    try:
        said = json.loads(metadata["hafiza"])
        header = Header(said["kind"], said["config"], said["more"])
        written_by, digest = said["format"], said["digest"]
    except (KeyError, TypeError, ValueError) as err:
        raise ModelInvalid(
            f"{path.name!r} is a safetensors file that hafiza did not write.\n"
            f"Expected a checkpoint of kind {kind!r}."
        ) from err
    if written_by != FORMAT or header.kind != kind:
        raise ModelInvalid(
            f"{path.name!r} is of kind {header.kind!r}, format {written_by}.\n"
            f"Expected kind {kind!r}, format {FORMAT}."
        )
    return header, arrays, digest


def fingerprint(tree: Any) -> str:
    """Return a digest of the names, shapes and numbers of a tree."""
    return _digest(_named(tree))


def _leaves(tree: Any) -> dict[str, Any]:
    paths = jax.tree_util.tree_leaves_with_path(tree)
    return {jax.tree_util.keystr(path, simple=True, separator="."): leaf for path, leaf in paths}


def _named(tree: Any) -> dict[str, NDArray[Any]]:
    return {name: np.asarray(leaf) for name, leaf in _leaves(tree).items()}


def _digest(arrays: Mapping[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name}:{array.dtype}:{array.shape};".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
