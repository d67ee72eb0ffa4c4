"""What of a turn is read: sentences, without code, logs, transcripts and quotations.

Cost is bounded: of a long turn the beginning and the end are read, and of a long sentence the
beginning, so that a pasted megabyte costs no more than a page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_READ_CHARACTERS = 8_000
MAX_TAIL_CHARACTERS = 2_000
MAX_SENTENCE_CHARACTERS = 400
MAX_SENTENCES = 120
_LAST_SENTENCES = 30

_ASCII = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ’ʼ‘´`", "cgiosuaiucgiiosuaiu'''''")
_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_CODE_LINE = re.compile(
    r"\s*(?:>{1,3}|\$ |#include\b|def \w+\(|class \w+[:({]|import \w+|from \w+ import\b|const \w"
    r"|let \w+ ?=|var \w+ ?=|return\b.*;|public |private |function \w|SELECT\b|INSERT\b|UPDATE\b"
    r"|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d\b|Traceback\b|File \"|at [\w.$]+\("
    r"|[\w.-]+@[\w.-]+:[~/]|</?\w+|(?:\[?)(?:INFO|DEBUG|ERROR|WARN|WARNING|TRACE|FATAL)\b"
    r"|\*{0,2}(?:user|assistant|system|human|ai|bot|gpt|customer|agent|support|from|to|subject"
    r"|kullanıcı|asistan|sistem|müşteri|temsilci|kimden|kime|konu|soru|cevap)\*{0,2} ?:)",
    re.IGNORECASE,
)
_CODE_SIGNS = re.compile(r"[{}\[\]<>=;|\\$@#*_^~]|://")
_SYSTEM_PROMPT = re.compile(
    r"you are (?:an? (?:helpful|ai|friendly|expert|large language)\b|chatgpt|claude|hafiza)"
    r"|you are an? [\w ]{0,30}(?:assistant|chatbot|language model)|<\|?(?:system|im_start)"
    r"|system prompt|\bthe user(?:'s name)? is\b|\buser profile:|\bmemories? (?:of|about) the user"
    r"|sen (?:yardimsever|yardimci) bir|yapay zeka asistanisin|bir asistansin"
    r"|\bkullanici(?:nin adi| profili|ya dair)\b"
)
# A stop ends a sentence before a space, not within "3.5" or "example.org".
_SENTENCE = re.compile(r"[^.!?…\n]+(?:\.(?=[^\s.])[^.!?…\n]*)*(?:[.!?…]+|(?=\n)|$)")
_ABBREVIATION = re.compile(
    r"\b(Dr|dr|mr|mrs|prof|Mr|Mrs|Ms|St|Mt|Prof|Sn|Av|vs|No|Jr|Inc|Ltd|Şti|A\.Ş|e\.g|i\.e|U\.S|U\.K)\."
    r"(?= ?\w)"
)
# "4. sınıftayım" and "41. yaşım" go on after their stop.
_ORDINAL = re.compile(
    r"(?<=\d)\.(?= (?:s[ıi]n[ıi]f|ya[şs]|y[ıi]l|ay\b|ay[ıi]|hafta|kat|d[öo]nem|sene|g[üu]n|kez|defa"
    r"|kur\b|seviye|derece|nesil|[çc]ocu[ğgk]))",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"\"([^\"\n]{1,400})\"|“([^”\n]{1,400})”|«([^»\n]{1,400})»|„([^“”\n]{1,400})[“”]"
)
_SINGLES = re.compile(r"(?<![\w'])'([^'\n]{1,200}?(?:'\w[^'\n]{0,100}){0,4})'(?!\w)")
_OPEN = re.compile(r"[\"“«„][^\"”»\n]*$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was said, and the same with quotations taken out."""

    said: str
    read: str
    is_question: bool


def flat(text: str) -> str:
    """Return `text` in lower case ASCII Turkish, letter for letter: positions stay the same.

    >>> flat("Şişli'de ÇALIŞIYORUM")
    "sisli'de calisiyorum"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    lowered = text.translate(_ASCII).lower()
    return lowered if len(lowered) == len(text) else "".join(letter.lower()[0] for letter in text)


def is_pasted_prompt(text: str) -> bool:
    """Say whether a text repeats instructions or a profile instead of telling something."""
    return bool(_SYSTEM_PROMPT.search(flat(text[:MAX_READ_CHARACTERS])))


def sentences(text: str) -> list[Sentence]:
    """Return the sentences to read, in order."""
    if len(text) > MAX_READ_CHARACTERS + MAX_TAIL_CHARACTERS:
        text = f"{text[:MAX_READ_CHARACTERS]}\n{text[-MAX_TAIL_CHARACTERS:]}"
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("\n", text)
    text = "\n".join(line for line in text.split("\n") if not _is_code(line))
    text = _ABBREVIATION.sub(lambda found: found[1] + "\u2024", text)
    text = _ORDINAL.sub("\u2024", text)
    found = _parts(_without_quotations(text), text)
    if len(found) <= MAX_SENTENCES:
        return found
    return found[: MAX_SENTENCES - _LAST_SENTENCES] + found[-_LAST_SENTENCES:]


def _parts(read: str, said: str) -> list[Sentence]:
    parts = []
    for match in _SENTENCE.finditer(read):
        raw = match[0]
        heard = _SPACES.sub(" ", raw[:MAX_SENTENCE_CHARACTERS]).replace("\u2024", ".").strip()
        heard = heard.replace("’", "'").replace("ʼ", "'").replace("‘", "'")
        is_question = raw.rstrip()[-3:].count("?") > 0
        if heard := heard.rstrip(".!?… "):
            original = said[match.start() : match.start() + MAX_SENTENCE_CHARACTERS]
            original = original[: match.end() - match.start()].replace("\u2024", ".")
            parts.append(Sentence(_SPACES.sub(" ", original).strip(), heard, is_question))
    return parts


def _is_code(line: str) -> bool:
    if not line or line.isspace():
        return False
    if _CODE_LINE.match(line):
        return True
    head = line[:MAX_SENTENCE_CHARACTERS]
    return len(_CODE_SIGNS.findall(head)) * 12 > len(head) + 24


def _without_quotations(text: str) -> str:
    """Return `text`, as long as before, with quoted speech as blanks; quoted names stay."""
    for pattern in (_PAIRS, _SINGLES, _OPEN):
        if pattern is _SINGLES and "'" not in text:
            continue
        text = pattern.sub(lambda found: _blank(found[0]), text)
    return text


def _blank(quoted: str) -> str:
    inner = quoted[1:-1]
    words = inner.split()
    if words and len(words) <= 3 and all(word[:1].isupper() for word in words):
        first = flat(words[0])
        if first not in ("i", "i'm", "my", "ben", "benim") and not flat(inner).endswith(
            ("yim", "yum", "orum")
        ):
            return f" {inner} "
    # What stood in quotation marks is no sentence end either.
    return f" {'_' * (len(quoted) - 2)} " if len(quoted) > 2 else quoted
