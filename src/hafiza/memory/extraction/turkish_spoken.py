"""Turkish as it is typed in chats, written out: "yaşıyom" is "yaşıyorum", "bi" is "bir"."""

from __future__ import annotations

import re

_WRITTEN_OUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"(?<=\w[ıiuü])yom\b", "yorum"),
        (r"(?<=\w[ıiuü])yoz\b", "yoruz"),
        (r"(?<=\w[ıiuü])yo\b", "yor"),
        (r"(?<=\w[ıiuü])yo(?=d[ıiuü][mkn]?\b|s[uü]n|lar\b)", "yor"),
        (r"(?<=\w\w)[ıiuü]cam\b", "acağım"),
        (r"(?<=\w\w)[ıiuü]cem\b", "eceğim"),
        (r"(?<=\w\w)[ıiuü]caz\b", "acağız"),
        (r"(?<=\w\w)[ıiuü]cez\b", "eceğiz"),
        (r"\b(?:bi|bır)(?= )", "bir"),
        (r"\bbide\b", "bir de"),
        (r"\bşuan\b", "şu an"),
        (r"\bsuan\b", "su an"),
        (r"\bşuanda\b", "şu anda"),
        (r"\bsuanda\b", "su anda"),
        (r"\bnerd(?=en?\b|ey|es)", "nered"),
        (r"\b(var|yok|olur|değil|degil)(m[ıi])\b", r"\1 \2"),
        (r"(?<=[aeıioöuü]r)(m[ıiuü]s[ıiuü]n)", r" \1"),
        (r"\bheryıl\b", "her yıl"),
        (r"\bhergün\b", "her gün"),
        (r"\bhergun\b", "her gun"),
        (r"\b(hafta)(sonu|sonları|sonlari|içi|ici)", r"\1 \2"),
    )
)
_MAY_BE_SPOKEN = re.compile(
    r"yo[mzds]|yo\b|yol|c[ae][mz]\b|\bb[iı](?:de)?\b|\bbır\b|[şs]uan|nerd|(?:var|yok|lur|de[ğg]il)m[ıi]"
    r"|rm[ıiuü]s|her[yg]|haftas|hafta[iı]",
    re.IGNORECASE,
)


def written_out(text: str) -> str:
    """Return a sentence with spoken verb endings as they are written.

    >>> written_out("Bonnda yaşıyom, bi kedim var")
    'Bonnda yaşıyorum, bir kedim var'
    """
    if not _MAY_BE_SPOKEN.search(text):
        return text
    for pattern, written in _WRITTEN_OUT:
        text = pattern.sub(written, text)
    return text
