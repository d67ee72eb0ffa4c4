"""Which language a text is in, and case folding that is safe for Turkish.

Python's `str.lower` turns `I` into `i` and `İ` into `i` plus a combining dot, both wrong in
Turkish, where `I/ı` and `İ/i` are two letters. For comparing and searching, the four are one here.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache, lru_cache
from math import log1p

_log = logging.getLogger(__name__)

SUPPORTED = ("tr", "en")

_ASCII = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu")
_TURKISH_ONLY = re.compile("[ğışĞİŞ]")
_WORD = re.compile(r"[^\W\d_]+")
_BARE = "".join(chr(n) if chr(n).isalpha() else " " for n in range(128))
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
        odds = sum([_word_odds(word) for word in _words(sample)])
        if abs(odds) < _CLEAR_ODDS:
            odds = _classifier().turkish_odds(sample)
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
    words = set(_words(text.lower()))
    english, turkish = len(words & _ENGLISH), len(words & _TURKISH)
    if turkish == 0 and (2 * english >= max(4, len(words)) or 4 * english >= max(12, len(words))):
        return "en"
    if english == 0 and turkish >= 2:
        return "tr"
    return None


def _words(text: str) -> list[str]:
    # What the pattern finds in ASCII, at a third of its cost.
    return text.translate(_BARE).split() if text.isascii() else _WORD.findall(text)


@lru_cache(maxsize=65_536)
def _word_odds(word: str) -> float:
    # Words repeat, so the odds of most are known when a text comes; nine texts of ten need no
    # more, and the odds of the whole text agree with their sum unless that is near zero.
    return _classifier().turkish_odds(f" {word} ")


class _Classifier:
    """py3langid's naive Bayes over byte n-grams, told to choose between our two languages.

    It told short Turkish apart better than lingua (bench/language_detection.json) at a twentieth
    of its size. The score is its own; summing one difference a feature takes a quarter of the
    time of its two columns in numpy, and leaves the 95 other languages out of memory.
    """

    def __init__(self) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

        model = LanguageIdentifier.from_model_file(MODEL_FILE)
        turkish, english = (model.nb_classes.index(name) for name in ("tr", "en"))
        self._prior = float(model.nb_pc[turkish] - model.nb_pc[english])
        self._weights: list[float] = (model.nb_ptc[:, turkish] - model.nb_ptc[:, english]).tolist()
        self._visit_counts = visit_counts
        self._next, self._feature = model.tk_nextmove, model.tk_output
        self._rows = [row << 8 for row in model.tk_row]

    def turkish_odds(self, text: str) -> float:
        """Return the log odds of Turkish against English."""
        if text.isupper():
            text = text.lower()
        letters = unicodedata.normalize("NFC", text).encode(errors="surrogatepass")
        counts = self._visit_counts(self._next, self._rows, self._feature, letters) or {}
        weights = self._weights
        odds = sum([log1p(n) * weights[feature] for feature, n in counts.items()])
        return float(self._prior + odds)


@cache
def _classifier() -> _Classifier:
    return _Classifier()
