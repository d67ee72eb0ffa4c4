"""What is particular to the back end of bytes, with a small AGIFORMER of random weights."""

from __future__ import annotations

import importlib.util
import threading

import numpy as np
import pytest

from hafiza.core.errors import (
    BackendError,
    InputError,
    MissingExtra,
    ModelInvalid,
    ModelNotFound,
)
from hafiza.core.protocols import StateKeeper, TextScorer
from hafiza.core.records import GenerateOptions, Message
from hafiza.llm import load_model
from hafiza.llm.byte import find_checkpoint
from hafiza.llm.plain_turns import prompt_text, turns_text

pytestmark = pytest.mark.outer

HI = [Message("user", "Merhaba")]


@pytest.fixture
def script(byte_model, monkeypatch):
    """Have the model write given bytes, whatever its odds; return how it was asked."""
    asked = []

    def write(data):
        rest = iter(data)

        def choose(logits, how, rng, seen):
            asked.append((how, bytes(seen)))
            return next(rest)

        monkeypatch.setattr("hafiza.neural.sampling.choose", choose)
        return asked

    return write


def say(model, options=None, messages=HI):
    chunks = list(model.stream(messages, options))
    return [chunk.text for chunk in chunks if chunk.text], chunks[-1]


def test_characters_come_whole_and_other_bytes_as_replacements(byte_model, script):
    text = "şu 🧿 ıĞ".encode() + b"\xff \xc5x"
    script(text)

    pieces, last = say(byte_model, GenerateOptions(len(text)))

    assert pieces == [*"şu 🧿 ıĞ", "\ufffd", " ", "\ufffdx"]
    assert "".join(pieces) == text.decode(errors="replace")
    assert last.usage.completion_tokens == len(text)
    assert last.usage.prompt_tokens == len(prompt_text(HI).encode())


def test_a_character_that_the_limit_cuts_is_left_out(byte_model, script):
    script("aş".encode())

    pieces, last = say(byte_model, GenerateOptions(2))

    assert pieces == ["a"]
    assert last.finish_reason == "length"


def test_control_characters_do_not_reach_a_terminal(byte_model, script):
    script(b"a\x1b[2Jb\x00\n\tc")

    assert "".join(say(byte_model, GenerateOptions(10))[0]) == "a[2Jb\n\tc"


@pytest.mark.parametrize(
    ("written", "stop", "text"),
    [
        (b"Yes.\nUser: and then", (), "Yes."),
        (b"Yes.\nAssistant: and then", (), "Yes."),
        (b"Yes.\nUsers agree", (), "Yes.\nUsers agree"),
        ("Evet, öyle.".encode(), ("öy",), "Evet, "),
        (b"one END", ("ENDE",), "one END"),
    ],
)
def test_an_answer_ends_where_the_next_speaker_begins(byte_model, script, written, stop, text):
    script(written)

    pieces, last = say(byte_model, GenerateOptions(len(written), stop=stop))

    assert "".join(pieces) == text
    assert last.finish_reason == ("length" if written.decode() == text else "stop")


def test_options_reach_the_choice_of_a_byte(byte_model, script):
    asked = script(b"abc")
    options = GenerateOptions(3, 0.5, 0.8, repeat_penalty=1.1, top_k=7, min_p=0.1)

    say(byte_model, options)

    how, seen = asked[-1]
    assert (how.temperature, how.top_p, how.top_k, how.min_p) == (0.5, 0.8, 7, 0.1)
    assert how.repeat_penalty == 1.0
    assert how.ngram_penalty == pytest.approx(0.953, abs=1e-3)
    assert seen == b"ab"
    with pytest.raises(InputError, match="top_p is 7"):
        byte_model.stream(HI, GenerateOptions(top_p=7))


def test_one_seed_gives_one_answer_and_another_seed_another(byte_model):
    answers = [
        say(byte_model, GenerateOptions(24, temperature=2.0, seed=seed))[0] for seed in (1, 1, 2)
    ]

    assert answers[0] == answers[1] != answers[2]


def test_effort_is_the_depth_of_thought(byte_model):
    odds = {}
    for effort in (0.0, 1.0, None):
        options = GenerateOptions(12, temperature=2.0, seed=0, reasoning_effort=effort)
        odds[effort] = "".join(say(byte_model, options)[0])

    assert odds[None] == odds[1.0] != odds[0.0]


def test_a_schema_is_refused_and_not_ignored(byte_model):
    with pytest.raises(InputError, match="cannot be held to a JSON schema"):
        byte_model.stream(HI, GenerateOptions(json_schema='{"type": "object"}'))


def test_card_counts_bytes_and_is_weak(byte_model, talker):
    assert byte_model.card.name == f"byte:{talker}"
    assert byte_model.card.strength == "weak"
    assert byte_model.card.speaks("tr")
    assert byte_model.card.context_tokens == 256
    assert byte_model.count_tokens("şu 🧿") == len("şu 🧿".encode())
    turkish = load_model(f"byte:{talker}", languages=frozenset({"tr"}))
    assert not turkish.card.speaks("en")


def test_bits_are_those_of_the_stream(byte_model):
    from hafiza.neural.agiformer.stream import Stream, load_agiformer

    text = "Söz gümüşse sükût altındır.".encode() + b"\xff"
    weights = load_agiformer(find_checkpoint(byte_model.card.name.removeprefix("byte:"), None))

    assert isinstance(byte_model, TextScorer)
    assert byte_model.bits(text) == Stream(weights).read(text)


# --- what was kept ---


def test_with_a_state_only_the_last_message_is_read(byte_model, tmp_path):
    from hafiza.neural.agiformer.stream import Stream, load_agiformer

    assert isinstance(byte_model, StateKeeper)
    model = load_model(byte_model.card.name, context_tokens=256)
    weights = load_agiformer(find_checkpoint(model.card.name.removeprefix("byte:"), None))
    options = GenerateOptions(12, temperature=0.0)
    talk = [Message("system", "Rules"), Message("user", "one"), Message("assistant", "two")]

    assert model.open_state(None) == 0
    _, last = say(model, options, [*talk, *HI])
    assert last.usage.prompt_tokens == len(prompt_text(HI))
    assert last.usage.trimmed_messages == 0

    # An answer leaves no trace; what was said in the end does, and is read on from the prompt.
    answer = Message("assistant", "Selam!")
    model.hear([*HI, answer])
    model.hear([Message("user", "Nasılsın?")])
    model.save_state(tmp_path / "state.safetensors")
    expected = Stream(weights)
    expected.read((turns_text([*HI, answer]) + "User: Nasılsın?\n").encode())
    found = Stream(weights)
    found.load(tmp_path / "state.safetensors")
    assert found.n_bytes == expected.n_bytes
    assert np.abs(found.logits - expected.logits).max() < 1e-4

    again = load_model(byte_model.card.name, context_tokens=256)
    assert again.open_state(tmp_path / "state.safetensors") == expected.n_bytes
    assert again.fingerprint == model.fingerprint
    assert say(again, options)[0] == say(model, options)[0]


def test_without_a_state_nothing_is_heard_and_nothing_is_kept(byte_model, tmp_path):
    before = say(byte_model, GenerateOptions(12, temperature=0.0))[0]

    byte_model.hear([Message("user", "A secret")])

    assert say(byte_model, GenerateOptions(12, temperature=0.0))[0] == before
    with pytest.raises(InputError, match="No state is open"):
        byte_model.save_state(tmp_path / "state.safetensors")


def test_a_state_of_another_model_is_refused_with_what_to_do(byte_model, tmp_path):
    from neural.small import write_talker

    other = load_model(f"byte:{write_talker(tmp_path / 'other.safetensors', seed=7)}")
    other.open_state(None)
    other.save_state(tmp_path / "state.safetensors")

    with pytest.raises(ModelInvalid, match=r"weights differ.*\n.*\n.*delete the file"):
        byte_model.open_state(tmp_path / "state.safetensors")


# --- loading and closing ---


def test_a_checkpoint_is_a_path_a_folder_or_a_name_in_the_models_folder(tmp_path, monkeypatch):
    models = tmp_path / "models"
    run = tmp_path / "run"
    for folder, name in ((models, "mine.safetensors"), (run, "best.safetensors")):
        folder.mkdir()
        (folder / name).touch()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert find_checkpoint("mine", models) == models / "mine.safetensors"
    assert find_checkpoint("mine.safetensors", models) == models / "mine.safetensors"
    assert find_checkpoint(str(run), models) == run / "best.safetensors"
    assert find_checkpoint("~/run", None) == run / "best.safetensors"
    with pytest.raises(ModelNotFound, match="hafiza neural train"):
        find_checkpoint("yours", models)


def test_a_file_that_is_none_is_invalid(tmp_path):
    (tmp_path / "x.safetensors").write_bytes(b"not weights")

    with pytest.raises(ModelInvalid, match=r"x\.safetensors"):
        load_model(f"byte:{tmp_path / 'x.safetensors'}")


def test_without_jax_the_extra_is_named(talker, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "hafiza.neural.find_spec", lambda name: None if name == "jax" else find(name)
    )

    with pytest.raises(MissingExtra, match=r"pip install 'hafiza\[neural\]'"):
        load_model(f"byte:{talker}")


def test_what_is_compiled_is_kept_beside_the_models_unless_jax_was_told_where(talker, tmp_path):
    import jax

    name, before = "jax_compilation_cache_dir", jax.config.jax_compilation_cache_dir
    try:
        jax.config.update(name, None)
        load_model(f"byte:{talker}").close()
        assert jax.config.jax_compilation_cache_dir is None
        load_model(f"byte:{talker}", models_folder=tmp_path / "models").close()
        assert jax.config.jax_compilation_cache_dir == str(tmp_path / "models/.compiled")
        load_model(f"byte:{talker}", models_folder=tmp_path / "others").close()
        assert jax.config.jax_compilation_cache_dir == str(tmp_path / "models/.compiled")
    finally:
        jax.config.update(name, before)


def test_closing_ends_what_is_generated(talker):
    model = load_model(f"byte:{talker}", context_tokens=256)
    stream = model.stream(HI, GenerateOptions(200, temperature=0.0))
    next(stream)
    model.close()
    model.close()

    with pytest.raises(BackendError, match="was closed"):
        list(stream)
    with pytest.raises(BackendError, match="was closed"):
        model.stream(HI)


def test_odds_that_are_no_numbers_are_an_error(byte_model, monkeypatch):
    monkeypatch.setattr(
        "hafiza.neural.agiformer.stream.Stream.logits", np.full(256, np.nan, np.float32)
    )

    with pytest.raises(BackendError, match="no numbers"):
        say(byte_model)


def test_answers_of_several_threads_are_those_of_one(byte_model):
    options = GenerateOptions(12, temperature=0.0)
    alone = [say(byte_model, options, [Message("user", name)])[0] for name in "abc"]
    found = {}
    threads = [
        threading.Thread(
            target=lambda n: found.setdefault(n, say(byte_model, options, [Message("user", n)])[0]),
            args=(name,),
        )
        for name in "abc"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [found[name] for name in "abc"] == alone
