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
    with _identify_lock:
        language, _ = _identifier().classify(text[:2000])
    return str(language)


@cache
def _identifier() -> LanguageIdentifier:
    # py3langid restricted to our two languages told short Turkish apart better than
    # lingua (bench/language_detection.json) at a twentieth of its size.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(SUPPORTED))
    return identifier
