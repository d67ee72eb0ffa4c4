import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hafiza.memory.extraction import guards
from hafiza.memory.extraction.turkish_guards import is_reported


@pytest.mark.parametrize(
    "text",
    [
        "imagine i'm a pirate",
        "translate: my name is john",
        "write a story in which i'm a king",
        "let's roleplay",
        "suppose i'm 70",
        "bir hikaye yaz ben kralim",
        "diyelim ki 60 yasindayim",
        "ingilizceye cevir: ben eczaciyim",
        "rol yapalim",
    ],
)
def test_fiction_and_texts_to_work_on_stop_the_reading(text):
    assert guards.told_as_true(text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "i wish i were an astronaut",
        "if i lived in tokyo",
        "keske izmir'de yasasam",
        "pilot olsaydim gezerdim",
        "i'm 150 years old just kidding",
    ],
)
def test_supposition_and_joke_are_skipped(text):
    assert guards.told_as_true(text) == "skip"


@pytest.mark.parametrize(
    "text",
    [
        "i'm a nurse from bonn",
        "i suppose i'm a nurse",
        "you can imagine how i felt",
        "write me a cover letter",
        "can you check my resume",
        "ankara'da yasiyorum",
        "bana bir yemek oner",
    ],
)
def test_plain_sentence_is_read(text):
    assert guards.told_as_true(text) == "read"


def test_what_stands_before_a_text_to_work_on_is_still_told():
    text = "i'm a nurse, translate: i live in rome"

    assert text[: guards.before_stop(text)] == "i'm a nurse, "


@pytest.mark.parametrize("clause", ["am i old", "do i live in bonn", "how old am i"])
def test_english_question_is_seen_by_its_form(clause):
    assert guards.asks_en(clause)
    assert not guards.asks_en("i live in bonn")


@pytest.mark.parametrize("clause", ["vejetaryen miyim", "nerede yasiyorum", "kac yasindayim"])
def test_turkish_question_is_seen_by_its_form(clause):
    assert guards.asks_tr(clause)
    assert not guards.asks_tr("bonn'da yasiyorum")


def test_reported_speech_is_seen_by_its_verb():
    assert is_reported("adam 30 yasindayim diyor")
    assert not is_reported("pamuk diye bir kedim var")


@example("i'll be the;you")
@example("from the perspective of")
@given(st.from_regex(guards._STOP).map(str.lower))
def test_quick_look_misses_nothing_that_the_pattern_stops_at(text):
    assert guards._stops(text) == bool(guards._STOP.search(text))
