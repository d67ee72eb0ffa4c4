"""A chat goes on from what the model has read, until something of it is forgotten."""

from __future__ import annotations

import re

import pytest

from hafiza.cli.kept_state import KeptState
from hafiza.core.records import Message, Scope
from hafiza.core.states import drop_states, n_states, state_file
from hafiza.llm import load_model
from hafiza.llm.plain_turns import turns_text

pytestmark = pytest.mark.outer


@pytest.fixture(scope="module")
def talker(tmp_path_factory):
    from neural.small import write_talker

    return write_talker(tmp_path_factory.mktemp("byte") / "talker.safetensors", seed=2)


@pytest.fixture
def chat(hafiza, talker, monkeypatch):
    monkeypatch.setenv("HAFIZA_MAX_TOKENS", "8")

    def say(*lines, user="me"):
        stdin = "".join(f"{line}\n" for line in lines)
        called = ("chat", "--keep-state", "--model", f"byte:{talker}", "--user", user)
        result = hafiza(*called, stdin=stdin)
        assert result.exit_code == 0, result.stderr
        return result

    return say


def n_read(result):
    """Return how many bytes a chat said that it goes on from."""
    told = re.search(r"goes on from the ([\d,]+) bytes", result.stderr)
    return int(told[1].replace(",", "")) if told else 0


def test_a_chat_goes_on_from_what_was_said_in_the_last(chat, hafiza, own_home, talker):
    first = chat("Tell me a story.", "Go on.")
    answers = first.stdout.splitlines()
    assert len(answers) == 2
    assert n_read(first) == 0
    assert n_states(own_home, "me") == 1

    # Read is what was said, each message once, and neither rules nor examples of a prompt.
    said = [("Tell me a story.", answers[0]), ("Go on.", answers[1])]
    text = turns_text(
        [
            Message(role, words)
            for pair in said
            for role, words in zip(("user", "assistant"), pair, strict=True)
        ]
    )
    second = chat("And then?")
    assert n_read(second) == len(text)
    assert n_read(chat(user="somebody")) == 0

    # Without --keep-state nothing is read of it and nothing added.
    assert hafiza("chat", "--model", f"byte:{talker}", stdin="Hello\n").exit_code == 0
    heard = turns_text([Message("user", "And then?"), Message("assistant", second.stdout)])
    assert n_read(chat()) == len(text + heard)


def test_forgetting_a_turn_drops_what_was_read(chat, hafiza, hafiza_json, own_home):
    chat("Tell me a story.")
    turn_id = hafiza_json("recall", "story")["hits"][0]["turn_id"]

    result = hafiza("forget", turn_id)

    assert result.stdout == "Forgot 1 turn(s).\n"
    assert "a state cannot forget a part" in result.stderr
    assert n_states(own_home, "me") == 0
    assert n_read(chat()) == 0


def test_forgetting_a_user_drops_the_states_of_that_user_alone(chat, hafiza_json, own_home):
    chat("Tell me a story.", user="ada")
    chat("Tell me a story.", user="bo")

    assert hafiza_json("forget", "--user", "ada", "--all", "--yes")["states_dropped"] == 1

    assert (n_states(own_home, "ada"), n_states(own_home, "bo")) == (0, 1)
    assert not list(own_home.glob("states/*/*.part"))


def test_looking_and_a_wrong_id_drop_nothing(chat, hafiza, own_home):
    chat("Tell me a story.")

    assert hafiza("forget", "--all", "--dry-run").exit_code == 0
    assert hafiza("forget", "no-such-turn").exit_code == 2
    assert n_states(own_home, "me") == 1


def test_forgetting_in_a_chat_begins_anew(chat):
    result = chat("Tell me a story.", "/forget last", "Go on.")
    assert "it cannot forget a part" in result.stderr

    answer = result.stdout.splitlines()[-1]
    heard = turns_text([Message("user", "Go on."), Message("assistant", answer)])
    assert n_read(chat()) == len(heard)


def test_who_talks_in_a_chat_has_a_state_of_their_own(chat, own_home):
    chat("Tell me a story.", "/user bo", "Go on.", "/user me", user="me")

    mine, bos = n_read(chat(user="me")), n_read(chat(user="bo"))
    assert 0 < bos < mine
    assert mine >= len("User: Tell me a story.\n")


def test_what_was_forgotten_elsewhere_meanwhile_is_not_kept(talker, own_home, capsys):
    model = load_model(f"byte:{talker}")
    kept = KeptState(model, own_home)
    kept.open(Scope("ada"))
    model.hear([Message("user", "A secret.")])

    drop_states(own_home, "ada")
    kept.save()

    assert "forgotten elsewhere" in capsys.readouterr().err
    assert not state_file(own_home, Scope("ada"), model.fingerprint).exists()


@pytest.mark.parametrize("model", ["none", "fake:echo", "gguf:smollm2-135m"])
def test_a_model_that_keeps_no_state_is_refused(hafiza, model):
    result = hafiza("chat", "--keep-state", "--model", model, stdin="")

    assert result.exit_code == 2
    assert "byte:CHECKPOINT" in result.stderr


def test_a_damaged_state_is_told_with_what_to_do(chat, hafiza, own_home, talker):
    chat("Tell me a story.")
    [path] = own_home.glob("states/*/*.safetensors")
    path.write_bytes(path.read_bytes()[:-8])

    result = hafiza("chat", "--keep-state", "--model", f"byte:{talker}", stdin="")

    assert result.exit_code == 1
    assert "delete the file" in result.stderr
