"""Which language a text is in, and case folding that is safe for Turkish.

Python's `str.lower` turns `I` into `i` and `İ` into `i` plus a combining dot, both wrong in
Turkish, where `I/ı` and `İ/i` are two letters. For comparing and searching, the four are one here.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED = ("tr", "en")

_ASCII = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu")
_TURKISH_ONLY = re.compile("[ğışĞİŞ]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE_CHARACTERS = 2000
_ENGLISH = frozenset(
    "the and or of to in for with from is are was were be been do does did has have had what when"
    " where who which how why that this it its i you he she they we his her their my your me not"
    " but there about would could i'm it's don't i've that's".split()
)
_identify_lock = threading.Lock()


def fold(text: str) -> str:
    """Return `text` for comparison: caseless, with Turkish letters as their ASCII neighbours.

    >>> fold("ÇALIŞIYORUM") == fold("çalışıyorum") == fold("calisiyorum") == "calisiyorum"
    True
    """
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
    if _plainly_english(sample):
        return "en"
    with _identify_lock:
        language, _ = _identifier().classify(sample)
    return str(language)


def _plainly_english(text: str) -> bool:
    """Say whether a text is full of English function words that no Turkish word looks like."""
    words = text.lower().split()
    found = {word for word in words if word in _ENGLISH}
    return len(found) >= 3 and 4 * len(found) >= len(set(words))


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
        norm_probs=True,
        tk_row=full.tk_row,
    )
