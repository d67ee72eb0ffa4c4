from __future__ import annotations

import pytest

from hafiza.memory.extraction.grounding import is_denied, is_grounded, is_near, sentence_of


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


@pytest.mark.parametrize(
    ("slot", "value", "text", "language"),
    [
        ("occupation", "doktor", "Ben doktor değilim ama merak ettim", "tr"),
        ("pet", "köpek", "Köpeğim yok", "tr"),
        ("language", "İspanyolca", "ispanyolca bilmiyorum", "tr"),
        ("name", "Nil", "Nil değil Nehir", "tr"),
        ("occupation", "lawyer", "I am not a lawyer", "en"),
        ("relationship", "married", "we're not married yet", "en"),
        ("likes", "coffee", "I don't like coffee", "en"),
        ("pet", "dog", "there is no dog here", "en"),
        ("family", "Leo", "It's Theo, not Leo", "en"),
    ],
)
def test_denied_values_are_known(slot, value, text, language):
    assert is_denied(slot, value, text, language)


@pytest.mark.parametrize(
    ("slot", "value", "text", "language"),
    [
        ("name", "Nehir", "Nil değil Nehir", "tr"),
        ("occupation", "hemşire", "hemşireyim uyuyamıyorum", "tr"),
        ("location", "Ankara", "Ankara'da yaşıyorum, param yok", "tr"),
        ("diet", "et", "et yemiyorum", "tr"),
        ("occupation", "nurse", "don't forget I'm a nurse", "en"),
        ("occupation", "nurse", "not only a nurse", "en"),
        ("age", "43", "no i'm 43, typo", "en"),
        ("family", "Theo", "It's not Leo, Theo", "en"),
        ("diet", "pork", "I don't eat pork", "en"),
        ("dislikes", "coffee", "I don't like coffee", "en"),
        ("pet", "dog", "I had no dog, now I have a dog", "en"),
    ],
)
def test_affirmed_values_are_not_denied(slot, value, text, language):
    assert not is_denied(slot, value, text, language)
