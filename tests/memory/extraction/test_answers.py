from datetime import UTC, datetime

import pytest

from hafiza.core.records import Turn
from hafiza.memory.extraction.extract import extract

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def answered(question, text):
    asked = Turn("q", question, NOW, "s", role="assistant")
    told = extract(Turn("t", text, NOW, "s"), [asked])
    return [(claim.slot, claim.value) for claim in told if claim.kind == "fact"]


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What are your hobbies?", "Mostly rowing and a bit of ska", ["rowing", "ska"]),
        ("Where are you based?", "On the coast, near Whitby", ["Whitby"]),
        ("Any allergies?", "Only cats", ["cats"]),
        ("Which chain? Lidl?", "Rewe", ["Rewe"]),
        ("Do you have any pets?", "A one-eyed cat named Nelson", ["cat Nelson"]),
        ("What kind of films do you like?", "Definitely westerns", ["westerns"]),
    ],
)
def test_answer_tells_what_was_asked(question, text, told):
    assert [value for _, value in answered(question, text)] == told


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What do you do for a living?", "Bit of this, bit of that"),
        ("What's your favourite film?", "Hard to say"),
        ("What kind of music do you like?", "Absolutely!"),
        ("What are your hobbies?", "Christmas is always special for us"),
        ("What is your goal?", "That's a great list of ideas"),
        ("Where do you work?", "From home"),
    ],
)
def test_reply_that_tells_nothing_is_no_answer(question, text):
    assert answered(question, text) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Do you have any pets?", "No, but my neighbour has a parrot"),
        ("Do you have any pets?", "We're considering a rescue dog"),
        ("Any dietary restrictions?", "I'm cooking for a vegan"),
        ("Which company is the letter for?", "Vodafone"),
        ("Which school does your son go to?", "Hillside"),
        ("Which colour do you prefer for the logo?", "Blue"),
        ("Which language do you want to learn?", "Spanish"),
        ("Where are you flying from?", "Oslo"),
        ("Where are you staying?", "In Rome"),
        ("What's your goal with this text?", "Make it shorter"),
    ],
)
def test_answer_of_others_or_of_a_task_is_not_kept(question, text):
    assert answered(question, text) == []
