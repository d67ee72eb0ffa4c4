"""Which language a text is in, and case folding that is safe for Turkish.

Python's `str.lower` turns `I` into `i` and `İ` into `i` plus a combining dot, both wrong in
Turkish, where `I/ı` and `İ/i` are two letters. For comparing and searching, the four are one here.
"""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_log = logging.getLogger(__name__)

SUPPORTED = ("tr", "en")

_ASCII = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu")
_TURKISH_ONLY = re.compile("[ğışĞİŞ]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE_CHARACTERS = 2000
_CLEAR_ODDS = 16.0
_ENGLISH = frozenset(
    "the and or of to in for with from is are was were be been do does did has have had what when"
    " where who which how why that this it its i you he she they we his her their my your me not"
    " there about would could will don".split()
)
_TURKISH = frozenset(
    "ve veya bir bu icin ile ne mi mu ben sen biz siz bana sana beni seni benim senin onun nasil"
    " neden kim hangi kac nerede nereye var yok degil cok ama gibi daha simdi bugun yarin evet"
    " hayir merhaba selam tesekkurler lutfen misin musun miyim muyum hakkinda sonra kadar".split()
)
_identify_lock = threading.Lock()


def fold(text: str) -> str:
    """Return `text` for comparison: caseless, with Turkish letters as their ASCII neighbours.

    >>> fold("ÇALIŞIYORUM") == fold("çalışıyorum") == fold("calisiyorum") == "calisiyorum"
    True
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).translate(_ASCII).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def lower(text: str, language: str) -> str:
    """Return `text` in lower case by the rules of `language`.

    >>> lower("ILIK İZMİR", "tr"), lower("ISTANBUL", "en")
    ('ılık izmir', 'istanbul')
    """
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def detect_language(text: str, default: str = "en") -> str:
    """Return `tr` or `en`, whichever `text` is more likely in; `default` if it has no letters.

    Turkish typed without its letters ("calisiyorum") is told apart by character statistics.
    """
    if not _LETTER.search(text):
        return default
    if _TURKISH_ONLY.search(text):
        return "tr"
    sample = text[:_SAMPLE_CHARACTERS]
    plain = _plainly(sample)
    if plain is not None:
        return plain
    try:
        odds = sum([_word_odds(word) for word in _WORD.findall(sample)])
        if abs(odds) < _CLEAR_ODDS:
            odds = _turkish_odds(sample)
    except OSError as err:
        # py3langid unpacks its model through a temporary file; a full disk must not stop search.
        _log.warning("Language detection is not available (%s); taking %r.", err, default)
        return default
    return "tr" if odds > 0 else "en"


def _plainly(text: str) -> str | None:
    """Return the language that function words alone make clear.

    Saves the half second in which the classifier loads, for six texts of ten (measured in
    bench/language_detection.json).
    """
    words = set(_WORD.findall(text.lower()))
    english, turkish = len(words & _ENGLISH), len(words & _TURKISH)
    if turkish == 0 and (2 * english >= max(4, len(words)) or 4 * english >= max(12, len(words))):
        return "en"
    if english == 0 and turkish >= 2:
        return "tr"
    return None


@lru_cache(maxsize=65_536)
def _word_odds(word: str) -> float:
    # Words repeat, so the odds of most are known when a text comes; nine texts of ten need no
    # more, and the odds of the whole text agree with their sum unless that is near zero.
    return _turkish_odds(f" {word} ")


def _turkish_odds(text: str) -> float:
    """Return the log odds of Turkish against English by the letters of a text."""
    with _identify_lock:
        scores = dict(_identifier().rank(text))
    return float(scores["tr"] - scores["en"])


@cache
def _identifier() -> LanguageIdentifier:
    # py3langid restricted to our two languages told short Turkish apart better than
    # lingua (bench/language_detection.json) at a twentieth of its size.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    full.set_languages(list(SUPPORTED))
    # A second one of the two columns only, so that the 95 other languages leave memory.
    return LanguageIdentifier(
        full.nb_ptc,
        full.nb_pc,
        full.nb_classes,
        full.tk_nextmove,
        full.tk_output,
        tk_row=full.tk_row,
    )
