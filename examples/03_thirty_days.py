"""Thirty days with a memory: what holds now, what held then, and what was never so.

A person tells about two moves, three jobs, a dog and a cat, a wedding, a new diet, in Turkish and
English, between small talk, other people's lives and make-believe. Two things are forgotten on
request. Afterwards each question must get the right content from the right turn. No model.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

from hafiza.assistant import Assistant
from hafiza.core import Scope, SetClock
from hafiza.core.errors import MissingError
from hafiza.core.protocols import Embedder
from hafiza.embedders import load_embedder
from hafiza.memory import Memory

FIRST_DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

# Day -> what is said; a name before "| " marks a turn that a question below asks for.
LIFE = {
    1: """
        Hi there! My name is Denis and I have just installed you.
        name| Oops, a typo. My name is Deniz, with a z.
        eskisehir| Eskişehir'de yaşıyorum, nehre yakın küçük bir evde.
        papatya| I work as a graphic designer at Papatya Studio.
        Bana kısa bir fıkra anlatır mısın?
    """,
    2: """
        34 yaşındayım.
        age| Pardon, yanlış yazdım. 35 yaşındayım.
        dog| I have a dog called Karamel.
        sister| My sister Elif lives in Bursa and works as a dentist.
    """,
    4: """
        Bugün hava çok güzeldi, parkta uzun uzun yürüdük.
        engaged| Kaan'la nişanlıyım.
        vegetarian| Vejetaryenim, lütfen bana etli yemek tarifi verme.
        If I lived in Paris, I would eat croissants every day.
    """,
    6: """
        What is the capital of Australia?
        Annem hep "ben öğretmenim" derdi, onu çok özlüyorum.
        allergy| Fıstığa alerjim var.
    """,
    9: """
        ankara| Big news: I moved to Ankara yesterday.
        Kutuları hâlâ açamadım, belim ağrıyor.
        My friend Murat moved to Berlin last year.
    """,
    11: """
        left-papatya| Papatya Studio'dan ayrıldım.
        bank| Artık Anadolu Bank'ta ürün tasarımcısı olarak çalışıyorum.
        İlk gün için ne giysem?
    """,
    14: """
        dog-died| My dog Karamel died this morning, I am heartbroken.
        Teşekkür ederim, konuşmak iyi geldi.
        migraine| Bende migren var.
    """,
    17: """
        cat| Bugün bir kedi sahiplendim, adı Zeytin.
        She sleeps on my keyboard all day.
        Should I get a parrot too?
        cello| I like playing the cello.
    """,
    20: """
        married| Dün Kaan'la evlendik, artık evliyim!
        The party was in a garden, with a hundred guests.
        Would you like to see the pictures?
    """,
    23: """
        izmir| Dün İzmir'e taşındık.
        Boyoz nerede yenir sence?
        My colleague Selin is vegan and lives in Karşıyaka.
    """,
    25: """
        left-bank| I quit my job at Anadolu Bank.
        publisher| Now I work as an illustrator at Ege Yayınları.
        I have never worked at Google, by the way.
    """,
    28: """
        no-meat-rule| Artık vejetaryen değilim.
        pescatarian| I am pescatarian now.
        Write a story that begins like this: I am a pilot and I live on Mars.
        exam| Ehliyet sınavından kaldım, kimse bilmesin.
        goal| My goal is to run a marathon in October.
    """,
    30: """
        languages| I speak Turkish, English and Spanish.
        Yarın görüşürüz, iyi geceler.
    """,
}
# On the evening of these days, what was told in confidence is forgotten.
FORGOTTEN = {14: "migraine", 28: "exam"}


@dataclass(frozen=True)
class Question:
    """A question, the turn its answer must come from, and what it must and must not say."""

    text: str
    source: str | None
    says: tuple[str, ...]
    lacks: tuple[str, ...] = ()


def ask(text: str, source: str | None, says: str, lacks: str = "") -> Question:
    """Return a question; words are separated by commas, and no source means: unknown."""
    return Question(text, source, _words(says), _words(lacks))


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(",") if word.strip())


QUESTIONS = (
    # Now.
    ask("What is my name?", "name", "Deniz", "Denis"),
    ask("Adım ne?", "name", "Deniz", "Denis"),
    ask("Kaç yaşındayım?", "age", "35", "34"),
    ask("How old am I?", "age", "35", "34"),
    ask("Nerede yaşıyorum?", "izmir", "İzmir", "Ankara, Eskişehir, Berlin"),
    ask("Where do I live now?", "izmir", "İzmir", "Ankara, Mars, Paris"),
    ask("nerede calisiyorum", "publisher", "Ege", "Papatya, Google"),
    ask("What is my job?", "publisher", "illustrator", "dentist, pilot"),
    ask("Evli miyim?", "married", "evliyim", "nişanlıyım"),
    ask("Evcil hayvanım var mı?", "cat", "Zeytin", "parrot"),
    ask("Do I still have a dog?", "dog-died", "died", "Zeytin"),
    ask("Am I vegetarian?", "pescatarian", "pescatarian", "etli, Selin"),
    ask("Neye alerjim var?", "allergy", "Fıstığa", "migren"),
    ask("Which languages do I speak?", "languages", "Spanish"),
    ask("Hedefim ne?", "goal", "marathon"),
    ask("What do I like?", "cello", "cello"),
    # Then.
    ask("Where did I live before?", "ankara", "Ankara", "İzmir, Berlin"),
    ask("Daha önce nerede yaşıyordum?", "ankara", "Ankara", "İzmir, Berlin"),
    ask("Where did I live on 5 March?", "eskisehir", "Eskişehir", "Ankara, İzmir"),
    ask("15 Mart'ta nerede oturuyordum?", "ankara", "Ankara", "Eskişehir, İzmir"),
    ask("Where did I live before I moved to Ankara?", "eskisehir", "Eskişehir", "İzmir"),
    ask("İzmir'e taşınmadan önce nerede oturuyordum?", "ankara", "Ankara"),
    ask("Where did I live when I was working at Papatya Studio?", "eskisehir", "Eskişehir"),
    ask("Şimdiye kadar nerelerde yaşadım?", "izmir", "İzmir, Ankara, Eskişehir", "Bursa"),
    ask("Where did I work before?", "bank", "Anadolu Bank", "Ege, Google"),
    ask("5 Mart'ta nerede çalışıyordum?", "papatya", "Papatya", "Anadolu, Ege"),
    ask("Where did I work two weeks ago?", "bank", "Anadolu Bank", "Papatya, Ege"),
    ask("Which jobs have I had?", "publisher", "Papatya, Anadolu, Ege", "dentist"),
    ask("Hangi evcil hayvanlarım oldu?", "cat", "Zeytin, Karamel"),
    ask("Was I ever engaged?", "engaged", "nişanlıyım"),
    # Of others, of nobody, and of what was forgotten.
    ask("Where does my sister live?", "sister", "Bursa", "İzmir"),
    ask("Papağanım var mı?", None, "", "Karamel, Zeytin"),
    ask("Migrenim var mı?", None, "", "Bende"),
    ask("Ehliyet sınavımdan bahsetmiş miydim?", None, ""),
)
# What the profile held on a day of the thirty.
PROFILES = (
    (3, "location", "Eskişehir"),
    (3, "employer", "Papatya Studio"),
    (12, "location", "Ankara"),
    (12, "employer", "Anadolu Bank"),
    (12, "pet", "Karamel"),
    (18, "pet", "kedi"),
    (29, "location", "İzmir"),
    (29, "occupation", "illustrator"),
)


def main() -> int:
    """Live the thirty days, ask, print the score; return how many answers were wrong."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        clock = SetClock(FIRST_DAY)
        path, embedder = f"{folder}/memory.db", best_embedder()
        turns = live(path, embedder, clock)
        # The next morning, as another program: it knows only what the store kept.
        clock.advance(days=1)
        memory = Memory.open(path, embedder=embedder, clock=clock)
        with Assistant(memory, None, clock=clock) as assistant:
            wrong = [q for q in QUESTIONS if not answer_is_right(assistant, q, turns)]
            wrong_days = [p for p in PROFILES if not profile_is_right(memory, *p)]
    n_asked = len(QUESTIONS) + len(PROFILES)
    n_wrong = len(wrong) + len(wrong_days)
    print(f"\n{n_asked - n_wrong} of {n_asked} right, with {embedder.name}")
    return n_wrong


def best_embedder() -> Embedder:
    """Return the embedder that finds by meaning if it is installed, else the one by letters."""
    try:
        return load_embedder("e5")
    except MissingError:
        return load_embedder("hashing")


def live(path: str, embedder: Embedder, clock: SetClock) -> dict[str, str]:
    """Say everything on its day; return the ids of the marked turns by their names."""
    turns: dict[str, str] = {}
    for day, told in LIFE.items():
        clock.advance(seconds=(start_of(day) - clock.now()).total_seconds())
        scope = Scope(session=f"day-{day}")
        memory = Memory.open(path, embedder=embedder, clock=clock)
        with Assistant(memory, None, clock=clock) as assistant:
            for line in told.strip().splitlines():
                name, _, text = line.strip().rpartition("| ")
                assistant.answer(text, scope)
                if name:
                    said = [turn for turn in memory.turns(scope=scope) if turn.role == "user"]
                    turns[name] = said[-1].id
                clock.advance(seconds=90)
            if day in FORGOTTEN:
                forgotten = turns[FORGOTTEN[day]]
                said = [turn.id for turn in memory.turns(scope=scope)]
                # The turn and the reply that repeats it.
                memory.forget(turn_ids=said[said.index(forgotten) :][:2])
    return turns


def start_of(day: int) -> datetime:
    """Return the morning of a day, counted from 1."""
    return FIRST_DAY + timedelta(days=day - 1)


def answer_is_right(assistant: Assistant, question: Question, turns: dict[str, str]) -> bool:
    """Ask, print a line, and say whether the answer and its first source are right."""
    answer = assistant.answer(question.text, store=False)
    first = answer.sources[0].turn.id if answer.sources else None
    if question.source is None:
        right = answer.text in ("I have no record of that.", "Bununla ilgili bir kaydım yok.")
    else:
        right = first == turns[question.source]
    right = right and all(word in answer.text for word in question.says)
    right = right and not any(word in answer.text for word in question.lacks)
    quoted = " / ".join(answer.text.splitlines())
    print(f"{'ok   ' if right else 'WRONG'}  {question.text:55}  {quoted[:150]}")
    return right


def profile_is_right(memory: Memory, day: int, slot: str, value: str) -> bool:
    """Print a line, and say whether the profile held a value in the evening of a day."""
    at = start_of(day) + timedelta(hours=10)
    held = [fact.value for fact in memory.facts(slot=slot, at=at)]
    right = any(value in one for one in held) and (slot == "pet" or len(held) == 1)
    print(f"{'ok   ' if right else 'WRONG'}  day {day:2}, {slot:46}  {', '.join(held)}")
    return right


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
