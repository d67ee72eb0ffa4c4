"""Read the header of a GGUF file, to tell what it is before an engine loads it.

Source: GGUF specification, versions 2 and 3 (ggml, docs/gguf.md).
"""

from __future__ import annotations

import math
import mmap
import re
import struct
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hafiza.core.errors import ModelInvalid, ModelNotFound

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_CONTROL_TOKEN = 3
_TOKENS, _TOKEN_TYPES = "tokenizer.ggml.tokens", "tokenizer.ggml.token_type"
_LONGEST_KEPT_ARRAY = 1024
_NOT_LANGUAGE_MODELS = re.compile(r"clip|bert|t5encoder|wavtokenizer|mmproj|flux|^sd|vae|whisper")
_FILE_TYPES = dict(
    enumerate(
        "F32 F16 Q4_0 Q4_1 . . . Q8_0 Q5_0 Q5_1 Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S "
        "Q5_K_M Q6_K IQ2_XXS IQ2_XS Q2_K_S IQ3_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ3_M IQ2_S IQ2_M "
        "IQ4_XS IQ1_M BF16".split()
    )
)
# Tensor type -> weights in a block, bytes of a block (ggml-common.h).
_TENSOR_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says of itself.

    `n_parameters` counts the weights of this file alone, which for a split model is one part of
    `n_parts`. `control_tokens` are the texts that the engine reads as control tokens.
    """

    architecture: str
    name: str
    kind: str
    size_label: str
    licence: str
    quantisation: str
    context_tokens: int
    languages: frozenset[str]
    n_parameters: int
    n_tensors: int
    n_parts: int
    has_chat_template: bool
    control_tokens: tuple[str, ...]


def read_gguf_header(path: Path) -> GgufHeader:
    """Read what the file says of itself; tens of milliseconds, weights are not read.

    Raises:
        ModelNotFound: there is no such file.
        ModelInvalid: it is no GGUF, is truncated, or is of a version that is not known.
    """
    if not path.is_file():
        raise ModelNotFound(f"There is no model file {str(path)!r}.\nCheck the path.")
    if path.stat().st_size < len(_MAGIC):
        raise ModelInvalid(
            f"{path.name!r} is not a GGUF model: it has {path.stat().st_size} bytes.\n"
            "The download may have failed; delete the file and fetch it again."
        )
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Reader(data, path).read()
    except OSError as err:
        raise ModelInvalid(f"{path.name!r} cannot be read: {err.strerror or err}.") from err


def require_chat_model(header: GgufHeader, path: Path) -> None:
    """Refuse a GGUF that cannot hold a conversation.

    Raises:
        ModelInvalid: it holds no language model, or has no chat template.
    """
    if header.kind not in ("", "model") or _NOT_LANGUAGE_MODELS.search(header.architecture):
        raise ModelInvalid(
            f"{path.name!r} is no language model: it is a GGUF of kind "
            f"{header.kind or 'model'!r} and architecture {header.architecture!r}.\n"
            "Expected a chat model; `hafiza models list` names some."
        )
    if not header.n_tensors:
        raise ModelInvalid(f"{path.name!r} holds no weights, only a vocabulary or metadata.")
    if not header.has_chat_template:
        raise ModelInvalid(
            f"{path.name!r} has no chat template, so it is a base model and answers no messages.\n"
            "Use the 'instruct' or 'chat' variant of this model."
        )


class _Reader:
    """Walks the header once."""

    def __init__(self, data: mmap.mmap, path: Path) -> None:
        self._data = data
        self._path = path
        self._at = 0

    def read(self) -> GgufHeader:
        self._check_magic()
        (version,) = self._take("<I")
        if version not in _VERSIONS:
            raise ModelInvalid(
                f"{self._path.name!r} is a GGUF of version {version}, or of another byte order.\n"
                f"Expected version {' or '.join(map(str, _VERSIONS))}, little-endian."
            )
        n_tensors, n_values = self._take("<QQ")
        values: dict[str, Any] = {}
        for _ in range(n_values):
            key = self._string()
            (kind,) = self._take("<I")
            values[key] = self._value(kind, key)
        n_parameters = self._tensors(n_tensors, values.get("general.alignment", 32))
        places = values.get(_TOKENS, [])
        control = values.get(_TOKEN_TYPES, [])
        tokens = tuple(self._string_at(places[index]) for index in control if index < len(places))
        return _describe(values, n_tensors, n_parameters, tokens)

    def _check_magic(self) -> None:
        start = self._data[:256]
        if start[:4] == _MAGIC:
            self._at = 4
            return
        words = start.lstrip().lower()
        if words.startswith((b"<!doctype", b"<html", b"<?xml")):
            found = "a web page, as a failed download leaves it"
        elif words.startswith(b"version https://git-lfs"):
            found = "a Git LFS pointer and not the model itself"
        elif start[:2] == b"PK" or start[:1] == b"\x80":
            found = "a zip or pickle file, perhaps PyTorch weights, which are never loaded"
        else:
            found = f"a file that starts with {start[:8]!r}"
        raise ModelInvalid(
            f"{self._path.name!r} is not a GGUF model: it is {found}.\n"
            "Expected a file in GGUF format; name another one, or fetch it again."
        )

    def _truncated(self) -> ModelInvalid:
        return ModelInvalid(
            f"{self._path.name!r} is truncated: it has {len(self._data)} bytes and should have "
            "more.\nThe download was cut; delete the file and fetch it again."
        )

    def _take(self, form: str) -> tuple[Any, ...]:
        try:
            taken = struct.unpack_from(form, self._data, self._at)
        except struct.error as err:
            raise self._truncated() from err
        self._at += struct.calcsize(form)
        return taken

    def _skip(self, n_bytes: int) -> None:
        self._at += n_bytes
        if self._at > len(self._data):
            raise self._truncated()

    def _string(self) -> str:
        (length,) = self._take("<Q")
        start = self._at
        self._skip(length)
        return self._data[start : self._at].decode("utf-8", "replace")

    def _string_at(self, place: int) -> str:
        self._at = place
        return self._string()

    def _value(self, kind: int, key: str) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._array(key)
        if kind not in _SCALARS:
            raise ModelInvalid(
                f"{self._path.name!r} is damaged: {key!r} has the unknown type {kind}.\n"
                "Delete the file and fetch it again."
            )
        return self._take("<" + _SCALARS[kind])[0]

    def _array(self, key: str) -> Any:
        kind, length = self._take("<IQ")
        if length > len(self._data):
            raise self._truncated()
        if kind == _STRING:
            if key == _TOKENS:
                return self._string_places(length)
            kept = [self._string() for _ in range(min(length, _LONGEST_KEPT_ARRAY))]
            self._string_places(length - len(kept))
            return kept
        if kind not in _SCALARS:
            raise ModelInvalid(
                f"{self._path.name!r} is damaged: {key!r} is an array of the unknown type {kind}.\n"
                "Delete the file and fetch it again."
            )
        start = self._at
        self._skip(length * struct.calcsize(_SCALARS[kind]))
        return self._control_tokens_at(start, length) if key == _TOKEN_TYPES else []

    def _string_places(self, n_strings: int) -> list[int]:
        """Walk strings and return where each starts; decoding all would take a second."""
        unpack, data, size, at = struct.unpack_from, self._data, len(self._data), self._at
        places = []
        for _ in range(n_strings):
            if at + 8 > size:
                raise self._truncated()
            places.append(at)
            at += 8 + unpack("<Q", data, at)[0]
        if at > size:
            raise self._truncated()
        self._at = at
        return places

    def _control_tokens_at(self, start: int, length: int) -> list[int]:
        kinds = array("i", self._data[start : start + 4 * length])
        return [index for index, kind in enumerate(kinds) if kind == _CONTROL_TOKEN]

    def _tensors(self, n_tensors: int, alignment: int) -> int:
        n_parameters, end = 0, 0
        for _ in range(n_tensors):
            self._string()
            (n_dims,) = self._take("<I")
            n_weights = math.prod(self._take(f"<{min(n_dims, 8)}Q"))
            kind, offset = self._take("<IQ")
            per_block, n_bytes = _TENSOR_BLOCKS.get(kind, (1, 0))
            end = max(end, offset + n_weights // per_block * n_bytes)
            n_parameters += n_weights
        begin = -(-self._at // max(1, alignment)) * max(1, alignment)
        if n_tensors and begin + end > len(self._data):
            raise self._truncated()
        return n_parameters


def _describe(
    values: dict[str, Any], n_tensors: int, n_parameters: int, control_tokens: tuple[str, ...]
) -> GgufHeader:
    def text(key: str) -> str:
        return str(values.get(key, ""))

    architecture = text("general.architecture")
    languages = values.get("general.languages", [])
    return GgufHeader(
        architecture=architecture,
        name=text("general.name"),
        kind=text("general.type"),
        size_label=text("general.size_label"),
        licence=text("general.license"),
        quantisation=_FILE_TYPES.get(values.get("general.file_type", -1), ""),
        context_tokens=int(values.get(f"{architecture}.context_length", 0)),
        languages=frozenset(languages if isinstance(languages, list) else ()),
        n_parameters=n_parameters,
        n_tensors=n_tensors,
        n_parts=max(1, int(values.get("split.count", 1))),
        has_chat_template=bool(values.get("tokenizer.chat_template")),
        control_tokens=control_tokens,
    )
