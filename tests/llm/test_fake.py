import pytest

from hafiza.core.errors import BackendError, BackendUnavailable
from hafiza.core.records import Message
from hafiza.llm import FakeChatModel, load_model

HI = [Message("user", "Hi there")]


def say(model):
    return "".join(chunk.text for chunk in model.stream(HI))


def test_replies_come_in_turn_and_the_last_one_stays():
    model = FakeChatModel(["one", "two words"])

    assert [say(model) for _ in range(3)] == ["one", "two words", "two words"]


def test_an_exception_among_the_replies_is_raised():
    model = FakeChatModel([BackendUnavailable("gone"), "back"])

    with pytest.raises(BackendUnavailable, match="gone"):
        say(model)
    assert say(model) == "back"


def test_without_replies_it_echoes_and_records():
    model = load_model("fake:parrot", languages=frozenset({"tr"}))

    assert say(model) == "Hi there"
    assert model.requests[0].messages == tuple(HI)
    assert model.card.languages == {"tr"}


def test_a_closed_model_refuses():
    model = FakeChatModel()
    model.close()
    model.close()

    with pytest.raises(BackendError, match="closed"):
        model.stream(HI)
