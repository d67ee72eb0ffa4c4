"""`hafiza neural`, with the smallest model there is."""

from __future__ import annotations

import json
import random

import pytest

from neural.small import VERSE, write_recipe

pytestmark = pytest.mark.outer


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("neural")


def test_a_model_is_trained_scored_and_continued_and_goes_on(hafiza, hafiza_json, folder):
    path = write_recipe(folder, steps=30, evaluate_every=10)
    checkpoint = folder / "recipe/best.safetensors"

    made = hafiza("neural", "train", "agiformer", str(path), "--json")
    assert made.exit_code == 0, made.stderr
    found = json.loads(made.stdout)
    assert found["steps"] == 30
    assert found["checkpoint"] == str(checkpoint)
    assert "step 20 of 30" in made.stderr

    again = hafiza("neural", "train", "agiformer", str(path))
    assert again.exit_code == 2
    assert "--resume" in again.stderr
    on = hafiza("neural", "train", "agiformer", str(path), "--resume")
    assert on.exit_code == 0
    assert "Going on from step 30" in on.stderr

    (folder / "verse2.txt").write_bytes(VERSE * 3)
    [row] = hafiza_json("neural", "eval", "agiformer", str(checkpoint), str(folder / "verse2.txt"))[
        "texts"
    ]
    assert row["bytes"] == len(VERSE) * 3
    assert 0 < row["bits_per_byte"] < row["bits_per_character"] < 10

    # As any other language model: the same bits, and fewer than for the letters in any order.
    letters = list((VERSE * 3).decode())
    random.Random(0).shuffle(letters)
    (folder / "shuffled.txt").write_text("".join(letters), encoding="utf-8")
    files = [str(folder / name) for name in ("verse2.txt", "shuffled.txt")]
    report = hafiza_json("eval", "language-model", "--model", f"byte:{checkpoint}", *files)
    verse, noise = report["texts"]
    assert verse["bits_per_byte"] == row["bits_per_byte"]
    assert verse["bits_per_byte"] + 1 < noise["bits_per_byte"]

    # What it is like inside, told and drawn, and how training went.
    drawn = folder / "pictures"
    files = ("--text", str(folder / "verse2.txt"), "--out", str(drawn))
    inside = hafiza_json("neural", "profile", "agiformer", str(checkpoint), *files)
    assert set(inside["ms_per_byte_by_effort"]) == {"0.0", "0.25", "0.5", "1.0"}
    assert inside["reach"]["1"] > 0
    assert sorted(one.stem for one in drawn.iterdir()) == ["depth", "lives", "memory", "reach"]
    assert (folder / "recipe/learning.svg").read_text().rstrip().endswith("</svg>")

    # In one go, and with the state kept in between.
    call = ("neural", "generate", "agiformer", str(checkpoint), "--temperature", "0")
    whole = hafiza(*call, "--prompt", "Haf", "--bytes", "24")
    assert whole.exit_code == 0, whole.stderr
    state = str(folder / "state.safetensors")
    first = hafiza(*call, "--prompt", "Haf", "--bytes", "12", "--save-state", state)
    second = hafiza(*call, "--bytes", "12", "--load-state", state)
    joined = first.stdout_bytes.removesuffix(b"\n") + second.stdout_bytes
    assert joined == whole.stdout_bytes

    text = (folder / "recipe/best.safetensors").read_bytes()
    (folder / "cut.safetensors").write_bytes(text[:-10])
    cut = hafiza("neural", "eval", "agiformer", str(folder / "cut.safetensors"), str(path))
    assert cut.exit_code == 1
    assert "damaged" in cut.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("train", "gpt", "r.toml"), 2, "Expected one of: agiformer"),
        (("train", "agiformer", "none.toml"), 2, "none.toml"),
        (("eval", "agiformer", "none.safetensors", "x.txt"), 3, "no checkpoint"),
        (("generate", "agiformer", "none.safetensors", "--top-p", "7"), 2, "top_p is 7"),
    ],
)
def test_wrong_use_is_told(hafiza, arguments, code, message):
    result = hafiza("neural", *arguments)

    assert result.exit_code == code
    assert message in result.stderr
