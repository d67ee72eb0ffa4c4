from __future__ import annotations

import unicodedata

import pytest

from hafiza.core import language
from hafiza.core.language import detect_language, fold, lower

COMPOSED = "çalışıyorum"


@pytest.mark.parametrize(
    "text", ["ÇALIŞIYORUM", COMPOSED, "Calisiyorum", unicodedata.normalize("NFD", COMPOSED)]
)
def test_fold_joins_case_letters_and_composition(text):
    assert fold(text) == "calisiyorum"


@pytest.mark.parametrize(
    ("text", "expected"), [("İIıi", "iiii"), ("Straße", "strasse"), ("café", "cafe"), ("ﬁ", "fi")]
)
def test_fold_of_single_letters(text, expected):
    assert fold(text) == expected


def test_lower_follows_the_language():
    assert lower("IŞIK İLE", "tr") == "ışık ile"
    assert lower("SIT", "en") == "sit"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merhaba! Ben Tom, San Francisco'da veri bilimci olarak çalışıyorum.", "tr"),
        ("İşim hakkında ne hatırlıyorsun?", "tr"),
        ("isim hakkinda ne hatirliyorsun", "tr"),
        ("calisiyorum", "tr"),
        ("Ev nerede", "tr"),
        ("What do you remember about my job?", "en"),
        ("My name is Ayşe", "tr"),
        ("I love Istanbul", "en"),
        ("play some music", "en"),
    ],
)
def test_language_of_short_texts(text, expected):
    # "My name is Ayşe" is taken for Turkish by its letter: names decide where little else is said.
    assert detect_language(text) == expected


@pytest.mark.parametrize("text", ["", "123", "?!", "\x00", "🙂"])
def test_text_without_letters_has_the_default_language(text):
    assert detect_language(text, default="tr") == "tr"


def test_missing_classifier_model_is_no_error(monkeypatch, caplog):
    def full_disk():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(language, "_classifier", full_disk)
    language._word_odds.cache_clear()

    assert detect_language("gel gor", default="en") == "en"
    assert "No space left" in caplog.text


def test_odds_are_those_of_the_classifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    exact = LanguageIdentifier.from_model_file(MODEL_FILE)
    exact.set_languages(["tr", "en"])
    for text in ("gel gor", "play some jazz", "BUYUK HARF", "Ünlü bir ün", "çok güzel"):
        ranked = dict(exact.rank(text))

        odds = language._classifier().turkish_odds(text)

        assert odds == pytest.approx(ranked["tr"] - ranked["en"], abs=1e-3)
