"""Turkish: a sentence to clauses that end with their verb, and the rules that read them.

The person stands in the ending ("yaşıyorum"), so a rule that asks for the first person needs no
subject; what follows an ending of the first person begins a new clause, comma or not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hafiza.memory.extraction import guards
from hafiza.memory.extraction.lexicon import KIN_TR
from hafiza.memory.extraction.reading import Sentence, flat
from hafiza.memory.extraction.rules import Found, RuleBook, found_by
from hafiza.memory.extraction.turkish_clauses import before_question, inverted
from hafiza.memory.extraction.turkish_clauses import clauses as clauses
from hafiza.memory.extraction.turkish_everyday import EVERYDAY_ANYWHERE, EVERYDAY_TOLD
from hafiza.memory.extraction.turkish_guards import (
    FIGURE_OF_A_TRADE,
    holds_for_now,
    is_reported,
    names_speaker,
    reports_itself,
)
from hafiza.memory.extraction.turkish_jobs import english_job, job_of_copula, job_stem
from hafiza.memory.extraction.turkish_names import kin_name
from hafiza.memory.extraction.turkish_places import (
    known_organisation,
    known_stem,
    organisation_before,
)
from hafiza.memory.extraction.turkish_rules import ANYWHERE, AT_CLAUSE
from hafiza.memory.extraction.turkish_spoken import written_out
from hafiza.memory.extraction.turkish_told import ACROSS, BESIDE, BY_THE_WAY, NAMED, TOLD
from hafiza.memory.extraction.turkish_values import TURKISH_KINDS

_EVERYWHERE = RuleBook((*ANYWHERE, *BY_THE_WAY, *EVERYDAY_ANYWHERE))
_TOLD = RuleBook((*AT_CLAUSE, *TOLD, *EVERYDAY_TOLD))
_AT_CLAUSE = RuleBook(AT_CLAUSE)
_ACROSS = RuleBook(ACROSS)
_NAMED = RuleBook(NAMED)
_OF_SEVERAL = re.compile(
    r"\b(?:buyugu|kucugu|ortancasi|buyugun ad[iu]|kucugun ad[iu]|buyuk olan|kucuk olan"
    r"|buyugunun adi"
    r"|kucugunun adi|biri|digeri|oteki)(?: da| de| ise)? (?P<v>[\w']+)"
)
_PASSING = re.compile(
    r"\b(?:tatil\w*|hafta ?sonu\w*|gezi\w*|is icin|seyahat\w*|kadar|dun|bugun|yarin|toplanti\w*"
    r"|haftaya|ziyaret\w*|\w+l[iu]g[iu]n[ae]|mahsur|bu ay|obur ay|\w*dugun\w*|konferans\w*"
    r"|(?:kongre|fuar|mulakat|konser|cekim|muayene|ameliyat|izinde|festival|turnuva)\w*"
    r"|su an(?:da|lik)?|simdilik|ucag\w*|otel\w*)\b"
)
_SETTLED = re.compile(r"\b(?:yasiyoru[mz]|oturuyoru[mz]|yerlesti[mk]|tasindi[mk])\b")
# "Olsam", "olursam": what would follow.
_SUPPOSED = re.compile(
    r"\bolup olmad\w+"
    r"|\b(?!aksam|hissem|dersem|adresem)(?:\w{2,}s[ae]m|\w+[aeiu]rs[ae]k)\b(?! da\b| de\b)"
)
_GONE = re.compile(
    r"\b(?:rahmetli|merhum|olen|kaybettigim(?:iz)?|eski)\b(?: \w+)?"
    r" (?:ked|kop|kus|tavsan|papagan|hamster)"
)
_DEAD = re.compile(
    rf"\b(?:rahmetli|merhum|merhume)\b(?: \w+)? (?:{KIN_TR})|\b(?:{KIN_TR})\w* rahmetli"
)
_FIGURE_OF_TWO = re.compile(
    r"\b(?:telefon|is|isim|bilgisayar|kitap|para|kariyer|koltuk|yatag|yatak|sirket|futbol|oyun"
    r"|ekran|laptop|masa|kanepe|kod|proje|tez|araba|motor|mutfak|ofis|hastane|mesai|okul|ders)"
    r"(?:[iu]m|um|m|lar[iu]m)?(?:l[ae]|yl[ae]| ile) (?:evl|nisanl)"
    r"|(?:evli|evlendi)\w* (?:galiba|resmen|sanki)"
    r"|(?:resmen|adeta|sanki|galiba) (?:[\w']+ ){0,2}evl"
)
_AT_HOME = re.compile(r"\bevde (?:ben )?(?:hem|\w{3,}[ci][iu]y[iu]m)\b|\b(?:bu|bizim) evde\b")
_THIS_HOUR = re.compile(r"\b(?:bu (?:aksam|gece|sabah)|bugun|birazdan|yarin)\b")
_ON_THE_STOVE = re.compile(
    r"\b(?:balig|tavug|kuzu|ordeg|hindi|kaz)\w*m\b.*\b(?:firin|tava|tencere|mangal|izgara|pis|yand"
    r"|kizar|lezzet|tarif|guzel ol|marine)"
    r"|\b(?:firin|tava|tencere|mangal|izgara)\w* (?:\w+ )?(?:balig|tavug|kuzu)"
)
_FIGURE = re.compile(
    r"\b(?:evde ben hem|evde hem|evin|ailenin|resmen|adeta|sanki|gibi|bu gece|bu aksam|mecazen|nevi"
    r"|bir bakima|galiba|neredeyse|hayalimde|icimde|ruhen|kendi kendi\w*)\b"
)


def read_turkish(sentence: Sentence, read: str) -> list[Found]:
    """Return what a Turkish sentence says of the user; `read` is the part to be read."""
    read = written_out(read)
    low = flat(read)
    found: list[Found] = []
    if re.search(r"\b(?:cocu|kizim|oglum|kardes|ikiz|kiz\b)", low):
        for one in _OF_SEVERAL.finditer(low):
            names = kin_name(read[one.start("v") : one.end("v")])
            found += [Found("family", name) for name in names]
    told = _of_clauses(sentence, read, low)
    if told is None:
        return []
    found += told
    if is_reported(low):
        return _as_meant(found, low)
    found += found_by(_ACROSS, read, low, TURKISH_KINDS)
    for clause in inverted(read, low):
        found += found_by(_AT_CLAUSE, clause, flat(clause), TURKISH_KINDS)
    return _as_meant(found, low)


def _of_clauses(sentence: Sentence, read: str, low: str) -> list[Found] | None:
    """Return what the clauses tell, None if the last asks whether all of it is right."""
    found: list[Found] = []
    parts = clauses(read)
    hearsay = _hearsay([flat(one) for one in parts])
    for at, clause in enumerate(parts):
        flat_clause = flat(clause)
        if at in hearsay:
            # "Bana Bade derler" names who speaks.
            found += found_by(_NAMED, clause, flat_clause, TURKISH_KINDS)
            continue
        found += found_by(_EVERYWHERE, clause, flat_clause, TURKISH_KINDS)
        if _SUPPOSED.search(flat_clause):
            continue
        is_last = at == len(parts) - 1
        if guards.asks_tr(flat_clause) or (sentence.is_question and is_last):
            if is_last and guards.is_tag(flat_clause):
                return None
            clause = before_question(clause)
        if at and _ONLY_WHERE.fullmatch(flat_clause) and clause:
            found += _where(clause, parts[at - 1])
        found += _stated(clause, "" if is_last else flat(parts[at + 1]), low)
    return found


_IF_I_SAID = re.compile(r"(?:desem|dersem|desek)\b")


def _hearsay(clauses: list[str]) -> set[int]:
    """Return which clauses are somebody else's words: those before a verb of speaking.

    They begin with the clause that names who speaks ("doktor yürü dedi"), or with the sentence
    if none does.
    """
    heard: set[int] = set()
    for at, clause in enumerate(clauses):
        if not is_reported(clause):
            continue
        begun = next((n for n in range(at, -1, -1) if names_speaker(clauses[n])), 0)
        if _IF_I_SAID.match(clause):
            begun = min(begun, max(0, at - 1))
        heard |= {at} if reports_itself(clause) else set(range(begun, at + 1))
    return heard


# "Kaynakçıyım, Tuzla'da": where the clause before takes place.
_ONLY_WHERE = re.compile(r"(?:bir (?:\w+ ){0,2})?[\w']+[dt][ae]")
_LIVES_OR_WORKS = re.compile(
    r"\b(?:kal|otur|yas|calis|gorev yap|ikamet)\w*(?:yoru[mz]|tay[iu][mz]|tey[iu][mz])\b"
    r"|\b(?:dukkan|atolye|salon|kafe|restoran|market|eczane|ofis|buro|firin|pastane)\w* var$"
)


def _where(clause: str, before: str) -> list[Found]:
    works = bool(job_of_copula(before, flat(before), ""))
    if not works and not _LIVES_OR_WORKS.search(flat(before)):
        return []
    if places := TURKISH_KINDS["known_place_before"](clause):
        return [Found("location", one, confidence=0.6) for one in places]
    is_known = "'" not in clause or known_organisation(clause.split()[-1])
    if not works or not is_known:
        return []
    return [Found("employer", one) for one in organisation_before(clause)]


def _stated(clause: str, followed: str, low: str) -> list[Found]:
    if not clause:
        return []
    flat_clause = flat(clause)
    found = found_by(_TOLD, clause, flat_clause, TURKISH_KINDS)
    if not _FIGURE.search(flat_clause) and not _AT_HOME.search(low):
        turned = _place_first(clause)
        if turned != clause:
            found += found_by(_TOLD, turned, flat(turned), TURKISH_KINDS)
        jobs = job_of_copula(turned, flat(turned), followed)
        found += [Found("occupation", job) for job in jobs]
    return found


def _place_first(clause: str) -> str:
    """Return "Getir'de mühendisim" for "mühendisim Getir'de"."""
    tokens = clause.split()
    if len(tokens) < 2 or not re.search(r"[dt][ae]$", flat(tokens[-1])):
        return clause
    if not (
        _IS_ONE.search(flat(tokens[-2]))
        and (job_stem(flat(tokens[-2]))[0] or english_job(tokens[-2]))
    ):
        return clause
    is_named = "'" in tokens[-1] or known_stem(tokens[-1]) or known_organisation(tokens[-1])
    return " ".join([*tokens[:-2], tokens[-1], tokens[-2]]) if is_named else clause


# "Aşçıyım, şoförüm, hemşireyim": who has three trades in a breath has none of them.
_MOST_JOBS = 2
_IS_ONE = re.compile(r"(?:y[iu]m|[iu]m)$")


def _as_meant(found: list[Found], low: str) -> list[Found]:
    """Return what was found without figures of speech, stays, and animals that are no more."""
    if _FIGURE_OF_TWO.search(low):
        found = [one for one in found if one.slot not in ("relationship", "family")]
    if _GONE.search(low):
        found = [replace(one, holding="ended") if one.slot == "pet" else one for one in found]
    if _DEAD.search(low):
        found = [one for one in found if one.slot != "family"]
    found = _last_state(_main_occupation(found))
    n_jobs = sum(one.slot == "occupation" and one.holding == "holds" for one in found)
    if FIGURE_OF_A_TRADE.search(low) or n_jobs > _MOST_JOBS:
        found = [one for one in found if one.slot != "occupation"]
    if holds_for_now(low):
        found = [one for one in found if one.slot != "schedule"]
    if _THIS_HOUR.search(low):
        found = [one for one in found if one.slot != "goal"]
    if _ON_THE_STOVE.search(low):
        found = [one for one in found if one.slot != "pet"]
    if _PASSING.search(low) and not _SETTLED.search(low):
        # "Londra'dayım bu hafta sonu" tells of a stay.
        found = [one for one in found if one.confidence > 0.6 or one.slot != "location"]
    return found


def _main_occupation(found: list[Found]) -> list[Found]:
    """Return what was found without studies and shops beside an occupation that is named."""
    if not any(one.slot == "occupation" and one.confidence > BESIDE for one in found):
        return found
    return [one for one in found if one.slot != "occupation" or one.confidence > BESIDE]


def _last_state(found: list[Found]) -> list[Found]:
    """Return what was found with the last of several states: "boşandım, sonra evlendim"."""
    states = [one for one in found if one.slot == "relationship" and one.holding == "holds"]
    last = flat(states[-1].value) if states else ""
    return [one for one in found if one not in states or flat(one.value) == last]
