"""Keywords and summaries of turns by statistics and sentence selection, without a model."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import Stemmer

from hafiza.core.language import fold, lower
from hafiza.memory.extraction.reading import MAX_SENTENCES, flat, sentences

MAX_TEXTS = 200
_WORD = re.compile(r"[^\W\d_][\w]*(?:['’][^\W\d_]+)?")
_TURKISH_LETTERS = re.compile("[çğışöüÇĞİŞÖÜ]")
_STOP_WORDS = frozenset(
    """
a about above actually after again all also always am an and any anything are aren't as at back be
because been before being between both but by can can't could did didn't do does doesn't doing don't
done down each else even ever every few for from get gets getting give go goes going gone good got
great had has hasn't have haven't having he help her here hers hi hello hey him his how i i'd i'll
i'm i've if in into is isn't it it's its just kind know last less let let's like little long look
lot
made make makes many maybe me mean might more most much must my myself need never new next no nor
not nothing now of off ok okay on once one only or other our ours out over own please pretty put
quite rather really right said same say says see she should so some someone something sometimes soon
still such sure take tell than thank thanks that that's the their them then there there's these they
they're thing things think this those though through time to today together tomorrow too try under
until up us use used very want wants was wasn't way we we're well were what what's when where which
while who why will with without won't would wouldn't yes yesterday yet you you'd you'll you're
you've your yours nice cool wow yeah day week month year lol haha maybe start started first two
acaba ama ancak artik asla aslinda az bana bazen bazi belki ben benden beni benim beri bile bir
biraz bircok biri birkac birsey biz bize bizi bizim boyle bu buna bunda bundan bunu bunun burada
butun bugun cok cunku da daha de degil demek diger diye dolayi dun en evet fakat falan filan gibi
gore gun hala hangi hatta hayir hem hep hepsi her hic icin iki ile ilk ise iste iyi kac kadar kendi
kez ki kim kimse lazim lutfen madem mi mu merhaba misin musun nasil ne neden nedir nerede nereye
niye o olan olarak oldu oldugu oldum olur olsun on ona onda ondan onlar onlari onu onun orada oyle
ozellikle pek peki sadece sana sanki selam sen senden seni senin sey seyi simdi siz size sizi sizin
sonra su suna sunu tabii tamam tesekkurler tum uzere var ve veya ya yani yarin yine yok yoksa zaman
zaten bi bide geldi gitti yaptim ettim oluyor ediyorum istiyorum biliyor misiniz guzel olabilir
""".split()
)


def keywords(texts: Sequence[str], n: int = 8) -> list[str]:
    """Return the words that mark these texts, most telling first, lower-cased as they were said.

    A word counts more the oftener it is said, the more texts say it, and the longer it is; words
    with one stem ("kedim", "kediler") count together and appear in their commonest form.
    """
    counts: Counter[str] = Counter()
    in_texts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in list(texts)[:MAX_TEXTS]:
        is_turkish = _is_turkish(text)
        seen = set()
        for sentence in sentences(text):
            for word in _WORD.findall(sentence.said):
                stem = _stem(word, is_turkish)
                if not stem:
                    continue
                word = re.split("['’]", word, maxsplit=1)[0]
                counts[stem] += 1
                forms.setdefault(stem, Counter())[lower(word, "tr" if is_turkish else "en")] += 1
                seen.add(stem)
        in_texts.update(seen)
    places = {stem: place for place, stem in enumerate(counts)}
    ranked = sorted(
        counts,
        key=lambda stem: (
            -(counts[stem] + 0.5 * in_texts[stem]) * (1 + min(len(stem), 10) / 10),
            places[stem],
        ),
    )
    return [_commonest(forms[stem]) for stem in ranked[:n]]


def summarise(texts: Sequence[str], max_characters: int = 300) -> str:
    """Return the sentences that stand best for these texts, in their order, cut to a length.

    A sentence scores by the frequency of its words in all texts, each word once, over the root of
    its length; words that a chosen sentence has said count for less in the next.

    Source: Nenkova and Vanderwende 2005, "The impact of frequency on summarization" (SumBasic).
    Differs: words are stems and the score is divided by the root of the length instead of the
    length, because the mean favours sentences of two words.
    """
    if max_characters <= 0:
        return ""
    candidates: list[tuple[str, frozenset[str]]] = []
    counts: Counter[str] = Counter()
    for text in list(texts)[:MAX_TEXTS]:
        is_turkish = _is_turkish(text)
        for sentence in sentences(text):
            words = [_stem(word, is_turkish) for word in _WORD.findall(sentence.said)]
            stems = frozenset(word for word in words if word)
            counts.update(stems)
            if stems:
                candidates.append((sentence.said, stems))
    chosen = _choose(candidates[: MAX_SENTENCES * 2], counts, max_characters)
    if not chosen:
        said = next((text.strip() for text in texts if text.strip()), "")
        return _cut(" ".join(said[: max_characters * 2].split()), max_characters)
    return " ".join(candidates[place][0] for place in sorted(chosen))


def _choose(
    candidates: Sequence[tuple[str, frozenset[str]]], counts: Counter[str], room: int
) -> list[int]:
    weights = {stem: float(count) for stem, count in counts.items()}
    waiting = set(range(len(candidates)))
    chosen: list[int] = []
    while waiting and room > 0:
        # Of equals, the first said: the order of a set must not decide.
        best = max(waiting, key=lambda place: (_score(candidates[place], weights), -place))
        waiting.discard(best)
        said, stems = candidates[best]
        if len(said) + bool(chosen) > room:
            continue
        if chosen and not any(weights[stem] >= 1.0 for stem in stems):
            break
        chosen.append(best)
        room -= len(said) + 1
        for stem in stems:
            weights[stem] *= 0.3
    return chosen


def _score(candidate: tuple[str, frozenset[str]], weights: dict[str, float]) -> float:
    said, stems = candidate
    penalty = 0.5 if said.endswith("?") else 1.0
    return float(penalty * sum([weights[stem] for stem in stems]) / math.sqrt(len(stems) + 2))


def _cut(text: str, max_characters: int) -> str:
    if len(text) <= max_characters:
        return text
    return text[: max_characters - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _is_turkish(text: str) -> bool:
    return bool(_TURKISH_LETTERS.search(text[:2000])) or bool(
        re.search(r"\b(?:ve|bir|bu|icin|cok|degil|\w+yorum|\w+iyor)\b", flat(text[:500]))
    )


@lru_cache(maxsize=65_536)
def _stem(word: str, is_turkish: bool) -> str:
    folded = fold(re.split("['’]", word, maxsplit=1)[0])
    if fold(word).replace("’", "'") in _STOP_WORDS or len(folded) < 3 or folded in _STOP_WORDS:
        return ""
    # NOTE: the Turkish stemmer needs the real letters; folding comes after it. A stemmer object
    # must not be shared by threads, and a new one costs little beside the cache.
    if is_turkish:
        bare = re.split("['’]", lower(word, "tr"), maxsplit=1)[0]
        return fold(Stemmer.Stemmer("turkish").stemWord(bare))
    return str(Stemmer.Stemmer("english").stemWord(folded))


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))
