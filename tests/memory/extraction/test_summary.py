import pytest

from hafiza.memory.extraction.summary import keywords, summarise

TALK = [
    "I want to plan a trip to Kyoto in April. Is it crowded then?",
    "Kyoto is busy in April because of the cherry blossoms.",
    "Then I will book the Kyoto hotel early. Thanks!",
    "Ok.",
]
SOHBET = [
    "Kedim Pamuk mama yemiyor, ne yapmalıyım?",
    "Kediniz kaç gündür yemiyor? Veterinere götürün.",
    "Kedimi yarın veterinere götüreceğim.",
]


def test_most_said_word_leads_and_function_words_are_left_out():
    words = keywords(TALK, 4)

    assert words[0] == "kyoto"
    assert "april" in words
    assert not {"the", "is", "to", "thanks", "ok"} & set(keywords(TALK, 50))


def test_turkish_forms_of_a_word_count_together():
    words = keywords(SOHBET, 3)

    assert words[0].startswith("kedi")
    assert sum(word.startswith("kedi") for word in keywords(SOHBET, 50)) == 1
    assert any(word.startswith("veteriner") for word in words)


def test_turkish_capitals_are_lowered_by_turkish_rules():
    assert keywords(["ILICA Işıl Işıl çok güzel ILICA"], 1) == ["ılıca"]


def test_summary_is_whole_sentences_in_their_order():
    summary = summarise(TALK, 120)

    assert "Kyoto" in summary
    assert len(summary) <= 120
    places = [" ".join(TALK).find(part.strip()) for part in summary.split(".") if part.strip()]
    assert places == sorted(places)
    assert -1 not in places


def test_summary_prefers_what_many_sentences_share():
    texts = ["The garden needs water.", "Water the garden daily.", "My shoe is green."]

    assert "garden" in summarise(texts, 30)
    assert "shoe" not in summarise(texts, 30)


@pytest.mark.parametrize("room", [0, 1, 10, 40, 300])
def test_summary_keeps_its_length(room):
    assert len(summarise(["word " * 500, *TALK, *SOHBET], room)) <= room


@pytest.mark.parametrize("texts", [[], [""], ["   "], ["?!"], ["🙂"]])
def test_nothing_said_has_no_keywords(texts):
    assert keywords(texts) == []


def test_empty_texts_have_an_empty_summary():
    assert summarise([]) == ""
    assert summarise(["", "  "]) == ""


def test_same_texts_give_the_same_result():
    assert summarise(TALK + SOHBET) == summarise(TALK + SOHBET)
    assert keywords(TALK + SOHBET) == keywords(TALK + SOHBET)
