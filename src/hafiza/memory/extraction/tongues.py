"""Which of the two languages a sentence is in, where it is plain: then only one is read."""

from __future__ import annotations

import re

# Words of grammar that the other language does not write the same.
_ENGLISH = frozenset(
    """
the and are was were my i i'm i've i'd i'll im ive you your you're with for have has had of this
that's it's don't doesn't isn't can't won't that we we're our from to he she they his their him me
not what how where when who which there about would could should will do does did been be is if
or because some any also just
""".split()
)
_TURKISH = frozenset(
    """
ve veya bir bi bu su icin ile ama fakat ben benim bana beni bende biz bizim sen senin sana var yok
cok adim ismim degil gibi kadar daha evet hayir merhaba selam tamam abi ya yani hem mi mu misin
olarak yasinda diye sonra simdi hala artik bende da de ki ise ne
""".split()
)
_TURKISH_ENDING = re.compile(
    r"\w{2,}(?:yoru[mz]|[iu]yor(?:sun|lar|du[mk]?)?|[aeiu]y[iu][mz]|[dt][iu][mk]|m[iu]s[iu]m"
    r"|[iu]m[iu]z|l[iu]y[iu]m|l[iu]g[iu]m|[cdt][ae]y[iu][mz])\b"
)
# What hardly a Turkish sentence is without.
_HINT = re.compile(
    r"[çğıöşüâîÇĞİÖŞÜ]|\b(?:da|de|mi|mu|ne|en|bu)\b|[iu]yo|(?:l[ae]r|y[iu]m|d[iu]m|[dt][ae]"
    r"|[iu]m[iu]z|m[iu]s|r[iu]m|m[ae]k|l[iu]k)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LETTERS = re.compile("[ğışĞİŞ]")
_SHARE = 0.25


def tongues(text: str, low: str) -> tuple[bool, bool]:
    """Say whether to read a text as English, and whether as Turkish; `low` is it in flat letters.

    >>> tongues("I lost my ATM card", "i lost my atm card"), tongues("Evim var", "evim var")
    ((True, False), (True, True))
    """
    words = _WORD.findall(low)
    n_english = sum(word in _ENGLISH for word in words)
    is_turkish = any(word in _TURKISH for word in words) or bool(_TURKISH_ENDING.search(low))
    if n_english and not is_turkish:
        return True, n_english < _SHARE * len(words) and bool(_HINT.search(text))
    if n_english or len(words) < 3:
        return True, True
    return not (is_turkish and _LETTERS.search(text)), True
