from __future__ import annotations

import json
import random
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer import files
from hafiza.memory.transfer.files import Source, find_sources, read_json, stream_array

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.lists(st.dictionaries(st.text(), JSON)),
    chunk=st.sampled_from([3, 64]),
    indent=st.sampled_from([None, 1]),
    is_ascii=st.booleans(),
)
def test_array_streams_to_what_json_loads(tmp_path, content, chunk, indent, is_ascii):
    path = tmp_path / "a.json"
    text = json.dumps(content, indent=indent, ensure_ascii=is_ascii)
    path.write_bytes(text.encode("utf-8", "surrogatepass" if is_ascii else "strict"))
    before, files._CHUNK_BYTES = files._CHUNK_BYTES, chunk
    try:
        assert [element for _, element in stream_array(Source("a.json", path))] == content
    finally:
        files._CHUNK_BYTES = before


def test_streaming_holds_little_of_a_large_file(tmp_path):
    path = tmp_path / "a.json"
    with path.open("w") as stream:
        stream.write("[")
        for n in range(40):
            stream.write(("," if n else "") + json.dumps({"text": "x" * 2**20}))
        stream.write("]")

    tracemalloc.start()
    n_elements = sum(1 for _ in stream_array(Source("a.json", path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert n_elements == 40
    assert peak < path.stat().st_size / 3


def test_element_without_end_is_refused_before_it_fills_memory(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text('["' + "x" * 5_000_000)
    monkeypatch.setattr(files, "MAX_ELEMENT_CHARACTERS", 2_000_000)

    with pytest.raises(FormatError, match=r"a.json\[0\] has over 2,000,000 characters"):
        list(stream_array(Source("a.json", path)))


def zipped(path, name, data, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(name, data)
    return Source(name, path, name)


def test_zip_bomb_is_refused(tmp_path):
    source = zipped(tmp_path / "a.zip", "c.json", b" " * (files._HARMLESS_BYTES + 1))

    with pytest.raises(FormatError, match=r"would grow .* times"):
        list(stream_array(source))


def test_damaged_zip_is_told(tmp_path):
    path = tmp_path / "a.zip"
    source = zipped(path, "c.json", b"[" + b'{"a": "some text"},' * 999, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[5000] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(FormatError):
        list(stream_array(source))
    path.write_bytes(bytes(data[:4000]))
    with pytest.raises(FormatError, match=r"a.zip is a damaged zip"):
        find_sources(path, lambda name: True)


def test_randomly_damaged_zip_is_told_or_read(tmp_path):
    path = tmp_path / "a.zip"
    content = json.dumps([{"text": f"message {n}"} for n in range(300)])
    zipped(path, "conversations.json", content)
    sound = path.read_bytes()
    rng = random.Random(0)
    n_told = 0
    for _ in range(300):
        damaged = bytearray(sound)
        for _ in range(rng.choice([1, 3, 30])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        try:
            for source in find_sources(path, lambda name: True):
                list(stream_array(source))
        except InputError:
            n_told += 1

    assert n_told > 100


def test_path_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.json"):
        find_sources(tmp_path / "nowhere.json", lambda name: True)
    with pytest.raises(InputError, match=r"nowhere.json"):
        read_json(tmp_path / "nowhere.json", "nowhere.json")


def test_vectors_are_left_out_while_reading(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"a": [{"vector": [1, 2], "b": 1}], "vector": 3}')

    assert read_json(path, "a", without=frozenset({"vector"})) == {"a": [{"b": 1}]}
    path.write_text('{"vector": [NaN], "b": [NaN, -Infinity]}')
    assert read_json(path, "a", without=frozenset({"vector"})) == {"b": [None, None]}


def test_vectors_take_no_memory_and_move_no_line_number(tmp_path):
    path = tmp_path / "a.json"
    vector = "[" + ",\n".join(["-0.125e-3"] * 400) + "]"
    pages = ",\n".join([f'{{"vector":\n{vector}}}'] * 500)
    said = '"vector": [1, 2] is what I said, ş'
    path.write_text(f'{{"pages": [{pages}],\n"said": {json.dumps(said)}}}', encoding="utf-8")

    tracemalloc.start()
    found = read_json(path, "a", without=frozenset({"vector"}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == {"pages": [{}] * 500, "said": said}
    assert peak < path.stat().st_size / 2

    path.write_text(f'{{"pages": [{pages}],\n"said" 1}}')
    last_line = len(path.read_text().splitlines())
    with pytest.raises(FormatError, match=f"line {last_line} column"):
        read_json(path, "a", without=frozenset({"vector"}))
    path.write_bytes(b'{"vector": [0.5, 0.5], "said": "\xff"}')
    with pytest.raises(FormatError, match="not valid UTF-8 at byte 33"):
        read_json(path, "a", without=frozenset({"vector"}))


def test_empty_file_is_told(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"")

    with pytest.raises(FormatError, match="a is not JSON: Expecting value"):
        read_json(path, "a")


def test_file_too_large_to_hold_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("[1, 2, 3]")
    monkeypatch.setattr(files, "MAX_WHOLE_BYTES", 8)

    with pytest.raises(InputError, match="a has 9 bytes; up to 8"):
        read_json(path, "a")
