from __future__ import annotations

import pytest

from hafiza.memory.extraction.grounding import is_grounded, is_near, sentence_of


@pytest.mark.parametrize(
    ("value", "text", "language"),
    [
        ("Ankara", "ANKARA'DA YAŞIYORUM", "tr"),
        ("İstanbul", "istanbulda oturuyorum", "tr"),
        ("hemşire", "ben bi hemsireyim", "tr"),
        ("grafik tasarımcı", "grafk tasarimciyim", "tr"),
        ("fıstık", "fıstığa alerjim var", "tr"),
        ("kitap okumak", "kitabı okumayı severim", "tr"),
        ("ev", "evim küçük", "tr"),
        ("34 yaşında", "34'üm", "tr"),
        ("eating no meat", "I don't eat meat", "en"),
        ("studying law", "I study law", "en"),
        ("paramedic", "im a parmedic in leeds", "en"),
        ("named Biscuit", "My dog Biscuit's lovely", "en"),
        ("running", "I like to run", "en"),
    ],
)
def test_inflected_and_mistyped_words_are_near(value, text, language):
    assert is_grounded(value, text, language)


@pytest.mark.parametrize(
    ("value", "text", "language"),
    [
        ("nurse", "Ben hemşireyim", "tr"),
        ("hemşire", "I am a nurse", "en"),
        ("cat Pamuk", "Kedim Pamuk uyuyor", "tr"),
        ("35", "I am 34", "en"),
        ("Leo", "my son Theo", "en"),
        ("Cardiff", "my car is blue", "en"),
        ("Newcastle", "I live in Newport", "en"),
        ("Mersin", "Mardin'de yaşıyorum", "tr"),
        ("lives in", "She lives in Rome", "en"),
        ("", "anything", "en"),
        ("!?", "anything!?", "en"),
        ("senior engineer", "I am an engineer", "en"),
    ],
)
def test_translations_and_inventions_are_not_grounded(value, text, language):
    assert not is_grounded(value, text, language)


def test_denial_that_the_text_has_not_is_refused():
    text = "Ann likes flying to Rome with her sister."

    assert is_grounded("Ann likes flying to Rome", text, "en", "user_knowledge")
    assert not is_grounded("Ann never likes flying to Rome", text, "en", "user_knowledge")


def test_nearness_is_symmetric():
    words = ["kitap", "kitabi", "nurse", "nurses", "theo", "leo", "34", "35", "a", ""]

    assert all(is_near(a, b, "en") == is_near(b, a, "en") for a in words for b in words)


def test_statement_is_the_sentence_that_holds_the_value():
    text = "Merhaba! Ben Ankara'da doktorum. Hava güzel.\nKedim Pamuk."

    assert sentence_of("doktor", text, "tr", 100) == "Ben Ankara'da doktorum."
    assert sentence_of("Pamuk", text, "tr", 100) == "Kedim Pamuk."
    assert sentence_of("doktor", text, "tr", 10) == "Ben Ankar…"
