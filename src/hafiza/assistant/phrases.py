"""What the assistant says of itself, without a model, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hafiza.core.records import Hit

MAX_QUOTE_CHARACTERS = 400
RECOMMENDED_PULL = "hafiza models pull qwen2.5-3b"
INSTALL_LOCAL = "pip install 'hafiza[local]'"

_MONTHS = {
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
    "en": (
        "January February March April May June July August September October November December"
    ).split(),
}
_SAID = {
    "tr": {
        "you": "{date} günü bana şunu söylemiştin: «{quote}»",
        "me": "{date} günü ben şunu söylemiştim: «{quote}»",
        "other": "{date} günü {who} şunu söylemişti: «{quote}»",
        "many": "Hatırladıklarım:",
        "nothing": "Bununla ilgili bir kaydım yok.",
        "noted": "Not aldım: «{quote}»",
        "remembered": "Aklımda: {told}",
        "told_question": "Sana az önce ne dedim?",
        "greeting": "Merhaba! Bana anlattıklarını hatırlarım; istediğin zaman sorabilirsin.",
        "cannot": "Bu soruya yanıt veremiyorum: {why}.",
        "nearest": "Belleğimde bununla ilgili şu var: {said}",
        "language": "yüklü model Türkçe bilmiyor",
        "no_model": "yüklü bir dil modeli yok",
    },
    "en": {
        "you": "On {date} you told me: “{quote}”",
        "me": "On {date} I said: “{quote}”",
        "other": "On {date} {who} said: “{quote}”",
        "many": "This is what I remember:",
        "nothing": "I have no record of that.",
        "noted": "Noted: “{quote}”",
        "remembered": "I will remember that. {told}",
        "told_question": "What did I just tell you?",
        "greeting": "Hello! I remember what you tell me; ask me about it at any time.",
        "cannot": "I cannot answer this: {why}.",
        "nearest": "My memory has this about it: {said}",
        "language": "the model in use does not speak English",
        "no_model": "no language model is loaded",
    },
}
_NOTICES = {
    "tr": {
        "language": (
            "Not: {model} yalnızca {languages} biliyor; Türkçe konuşan bir model için: {pull}"
        ),
        "no_model": (
            "Not: yüklü bir dil modeli yok, yalnızca bellekten yanıt veriyorum. Model için: {pull}"
        ),
        "no_embedder": (
            "Not: anlam araması kapalı, yalnızca sözcükler aranıyor. Açmak için: {install}"
        ),
        "trimmed": "Not: konuşma modelin bağlamına sığmadı; en eski {n} ileti dışarıda bırakıldı.",
        "cut": "Not: ileti modelin bağlamına sığmadı; ortasından {n} karakter çıkarıldı.",
    },
    "en": {
        "language": (
            "Note: {model} speaks {languages} only; for a model that speaks yours: {pull}"
        ),
        "no_model": (
            "Note: no language model is loaded, so I answer from memory alone. To get one: {pull}"
        ),
        "no_embedder": (
            "Note: search by meaning is off, only words are searched. To turn it on: {install}"
        ),
        "trimmed": (
            "Note: the conversation outgrew the model's context; the oldest {n} messages "
            "were left out."
        ),
        "cut": (
            "Note: the message outgrew the model's context; {n} characters were cut from its "
            "middle."
        ),
    },
}
_LANGUAGE_NAMES = {
    "tr": {"en": "İngilizce", "tr": "Türkçe"},
    "en": {"en": "English", "tr": "Turkish"},
}


def say(language: str, phrase: str, **values: object) -> str:
    """Return a phrase in a language; one we have no phrases for gets English."""
    return _SAID.get(language, _SAID["en"])[phrase].format(**values)


def notice(language: str, phrase: str, **values: object) -> str:
    """Return a notice in a language."""
    commands = {"pull": RECOMMENDED_PULL, "install": INSTALL_LOCAL}
    return _NOTICES.get(language, _NOTICES["en"])[phrase].format(**commands, **values)


def language_names(codes: Sequence[str], language: str) -> str:
    """Return the names of languages, in a language."""
    names = _LANGUAGE_NAMES.get(language, _LANGUAGE_NAMES["en"])
    return ", ".join(names.get(code, code) for code in sorted(codes))


def date_words(time: datetime, language: str) -> str:
    """Return a date as people write it.

    >>> date_words(datetime(2026, 3, 14), "tr")
    '14 Mart 2026'
    """
    months = _MONTHS.get(language, _MONTHS["en"])
    return f"{time.day} {months[time.month - 1]} {time.year}"


def quote(hit: Hit, language: str, *, user: str, assistant: str) -> str:
    """Return one turn as a dated quotation that says who said it."""
    turn = hit.turn
    who = "other"
    if turn.role == "user" and turn.speaker in ("", user):
        who = "you"
    elif turn.role == "assistant" and turn.speaker in ("", assistant):
        who = "me"
    speaker = turn.speaker or turn.role
    date = date_words(turn.time, language)
    return say(language, who, date=date, who=speaker, quote=shorten(turn.text))


def shorten(text: str, max_characters: int = MAX_QUOTE_CHARACTERS) -> str:
    """Return a text on one line, cut at a word when it is long."""
    line = " ".join(text.replace("\0", " ").split())
    if len(line) <= max_characters:
        return line
    return line[:max_characters].rsplit(" ", 1)[0] + " …"
