"""The commands that show and keep the tiers, without weights."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from hafiza.cli.dates import beginning, ending
from hafiza.core.clock import SetClock
from hafiza.core.records import Scope, Turn
from hafiza.embedders import load_embedder
from hafiza.memory import Memory, new_turn_id
from hafiza.memory.extraction.claims import Claim

COMMAND = [sys.executable, "-c", "from hafiza.cli.main import run; run()"]
MARCH = datetime(2024, 3, 1, 12, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def told(light, own_home):
    """Store turns that come with their claims, so that no extraction is needed; return the ids."""

    def call(*claims, user="me"):
        scope = Scope(user)
        embedder = load_embedder("hashing")
        path = own_home / "memory.db"
        ids = []
        for time_told, claim in claims:
            clock = SetClock(time_told)
            with Memory.open(path, embedder=embedder, scope=scope, clock=clock) as memory:
                turn = Turn(new_turn_id(time_told), "Kayıt.", time_told, "told")
                memory.add_many([turn], told={turn.id: [claim]})
                ids.append(turn.id)
                memory.consolidate()
        return ids

    return call


@pytest.fixture
def moved(told):
    """Somebody who lived in İzmir in March and in Ankara since June."""
    return told(
        (MARCH, Claim("fact", "location", "İzmir", "İzmir'de oturuyorum.")),
        (JUNE, Claim("fact", "location", "Ankara", "Ankara'ya taşındım.")),
    )


def values(document):
    return [fact["value"] for facts in document["facts"].values() for fact in facts]


# --- profile and facts ---


@pytest.mark.outer
def test_what_a_command_takes_in_is_doubted_as_in_a_chat(light, own_home, hafiza_json, monkeypatch):
    monkeypatch.setenv("HAFIZA_EMBEDDER", "e5")
    with Memory.open(own_home / "memory.db", embedder=None, scope=Scope("me")) as memory:
        memory.add("I live in Leeds.")
        memory.add(
            "Make a test user for the signup form: my name is Dale Fenn, I live in Omaha, I am 44"
            " years old."
        )
    assert values(hafiza_json("profile")) == ["Leeds"]


def test_profile_shows_current_facts_with_their_sources(moved, hafiza_json, hafiza):
    document = hafiza_json("profile")
    [fact] = document["facts"]["location"]
    assert (fact["value"], fact["sources"]) == ("Ankara", [moved[1]])
    assert fact["valid_from"] == JUNE.isoformat()
    assert fact["valid_to"] is None
    lines = hafiza("profile").stdout.splitlines()
    assert lines[0].split() == ["slot", "value", "since", "until", "id", "sources"]
    assert lines[1].split()[:2] == ["location", "Ankara"]
    assert moved[1] in lines[1]


def test_profile_of_a_day_shows_what_held_then(moved, hafiza_json):
    assert values(hafiza_json("profile", "--at", "2024-04-01")) == ["İzmir"]
    assert values(hafiza_json("profile", "--at", "2024-02-01")) == []


def test_a_date_alone_counts_what_was_told_on_that_day(moved, hafiza_json):
    assert values(hafiza_json("profile", "--at", "2024-06-01")) == ["Ankara"]
    assert values(hafiza_json("profile", "--at", "2024-06-01T11:59:00+00:00")) == ["İzmir"]


def test_history_shows_closed_facts_as_well(moved, hafiza_json):
    assert values(hafiza_json("profile", "--history")) == ["İzmir", "Ankara"]
    facts = hafiza_json("memory", "facts", "--history")["facts"]
    assert [fact["valid_to"] for fact in facts] == [JUNE.isoformat(), None]


def test_corrected_fact_is_shown_as_wrong(told, hafiza):
    told(
        (MARCH, Claim("fact", "age", "33", "33 yaşındayım.")),
        (JUNE, Claim("fact", "age", "33", "Hayır, 33 değilim.", holding="wrong")),
    )
    assert hafiza("memory", "facts").stdout == "No facts.\n"
    assert "wrong (" in hafiza("memory", "facts", "--history").stdout


def test_facts_tell_what_the_store_knew_then(moved, hafiza_json):
    known = hafiza_json("memory", "facts", "--known-at", "2024-05-01")["facts"]
    assert [(fact["value"], fact["valid_to"]) for fact in known] == [("İzmir", None)]
    assert hafiza_json("memory", "facts", "--known-at", "2024-02-01")["facts"] == []


def test_facts_of_one_slot_only(moved, told, hafiza_json):
    told((JUNE, Claim("fact", "pet", "Pamuk", "Kedim Pamuk.")))
    facts = hafiza_json("memory", "facts", "--slot", "pet")["facts"]
    assert [fact["value"] for fact in facts] == ["Pamuk"]


def test_knowledge_is_shown_on_both_sides(told, hafiza_json, hafiza):
    told(
        (MARCH, Claim("user_knowledge", "", "", "Depo anahtarı girişte.")),
        (MARCH, Claim("assistant_knowledge", "", "", "I said the museum opens at nine.")),
    )
    assert "knowledge" not in hafiza_json("profile")
    knowledge = hafiza_json("profile", "--knowledge")["knowledge"]
    assert [k["text"] for k in knowledge["user"]] == ["Depo anahtarı girişte."]
    assert [k["text"] for k in knowledge["assistant"]] == ["I said the museum opens at nine."]
    shown = hafiza("profile", "--knowledge").stdout
    assert shown.index("told by you") < shown.index("Depo") < shown.index("said by the assistant")


@pytest.mark.parametrize("command", [("profile",), ("memory", "facts")])
def test_at_and_history_exclude_each_other(moved, hafiza, command):
    result = hafiza(*command, "--at", "2024-04-01", "--history")
    assert result.exit_code == 2
    assert "exclude" in result.stderr


def test_profiles_of_users_are_apart(told, hafiza_json):
    told((MARCH, Claim("fact", "name", "Ada", "Adım Ada.")), user="ada")
    told((MARCH, Claim("fact", "name", "Tom", "Adım Tom.")), user="tom")
    assert values(hafiza_json("profile", "--user", "ada")) == ["Ada"]


@pytest.mark.parametrize(
    "command",
    [
        ("profile",),
        ("memory", "facts"),
        ("memory", "segments"),
        ("memory", "episodes"),
        ("memory", "rebuild"),
        ("worker", "--once"),
        ("forget", "--query", "x", "--dry-run"),
        ("forget", "--all", "--dry-run"),
    ],
)
def test_unknown_user_is_wrong_usage(moved, hafiza, command):
    result = hafiza(*command, "--user", "nobody")
    assert result.exit_code == 2
    assert "me" in result.stderr


# --- dates ---


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-02-30", "01.03.2024", "9999-12-31T23:59-05:00"]
)
@pytest.mark.parametrize(
    "command",
    [
        ("profile", "--at"),
        ("memory", "facts", "--known-at"),
        ("memory", "episodes", "--since"),
        ("forget", "--before"),
        ("remember", "x", "--happened"),
    ],
)
def test_what_is_no_date_is_told_what_one_looks_like(light, hafiza, command, text):
    result = hafiza(*command, text)
    assert result.exit_code == 2
    assert "2026-03-01T14:30" in result.stderr


def test_time_without_zone_is_local(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Istanbul")
    time.tzset()
    try:
        assert beginning("2024-05-01").astimezone(UTC) == datetime(2024, 4, 30, 21, tzinfo=UTC)
        assert ending("2024-05-01") - beginning("2024-05-01") == timedelta(days=1, microseconds=-1)
        assert ending("2024-05-01T10:00Z") == datetime(2024, 5, 1, 10, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


# --- episodes ---


def test_remembered_event_is_an_episode(hafiza_json, hafiza):
    told = hafiza_json(
        "remember", "Ehliyet aldım.", "--happened", "2024-05-02T10:00:00+00:00", "--importance", "8"
    )
    hafiza_json("remember", "Kahve içtim.", "--happened", "2023-01-01")
    [episode] = hafiza_json("memory", "episodes", "--since", "2024-01-01")["episodes"]
    assert episode["text"] == "Ehliyet aldım."
    assert episode["start"] == "2024-05-02T10:00:00+00:00"
    assert (episode["importance"], episode["sources"]) == (8, [told["turn_id"]])
    assert "Ehliyet aldım." not in hafiza("memory", "episodes", "--until", "2024-05-01").stdout
    assert "Ehliyet aldım." in hafiza("memory", "episodes", "--until", "2024-05-02").stdout


@pytest.mark.parametrize("importance", ["0", "11", "much"])
def test_importance_is_one_to_ten(hafiza, importance):
    assert hafiza("remember", "x", "--importance", importance).exit_code == 2


# --- segments, stats, rebuild ---


def test_segments_show_heat_size_and_dates(moved, hafiza_json, hafiza):
    segments = hafiza_json("memory", "segments")["segments"]
    assert sum(segment["n_pages"] for segment in segments) == 2
    assert [s["heat"] for s in segments] == sorted((s["heat"] for s in segments), reverse=True)
    assert len(hafiza_json("memory", "segments", "--limit", "1")["segments"]) == 1
    heading = hafiza("memory", "segments").stdout.splitlines()[0]
    assert heading.split() == "id heat pages visits first last keywords summary".split()


def test_stats_show_claims_segments_and_why_turns_failed(moved, hafiza_json, hafiza, monkeypatch):
    def broken(turn, before=None):
        raise ValueError("no such month")

    monkeypatch.setattr("hafiza.memory.consolidation.extract", broken)
    hafiza("remember", "Bozuk.")
    assert hafiza_json("memory", "stats")["outbox"] == {"waiting": 1}
    worked = hafiza("worker", "--once", "--json")
    assert json.loads(worked.stdout)["failed"] == 1
    assert "hafiza memory stats" in worked.stderr
    stats = hafiza_json("memory", "stats")
    assert stats["claims"] == 2
    assert stats["outbox"] == {"failed": 1}
    assert stats["failures"] == {"ValueError: no such month": 1}
    assert "1 x ValueError: no such month" in hafiza("memory", "stats").stdout


def test_rebuild_gives_the_same_facts_and_segments(moved, hafiza_json):
    before = hafiza_json("memory", "facts", "--history"), hafiza_json("memory", "segments")
    done = hafiza_json("memory", "rebuild")
    after = hafiza_json("memory", "facts", "--history"), hafiza_json("memory", "segments")
    assert (done["turns"], done["waiting"]) == (2, 0)
    assert after[0] == before[0]
    kept = [[(s["id"], s["chains"]) for s in found["segments"]] for found in (before[1], after[1])]
    assert kept[0] == kept[1]


def test_stopped_rebuild_says_how_to_go_on(moved, hafiza, hafiza_json, monkeypatch):
    def interrupted(self, scope, limit, progress, is_stopped):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("hafiza.memory.consolidation.Consolidation._run_scope", interrupted)
        stopped = hafiza("memory", "rebuild")
    assert stopped.exit_code == 130
    assert "hafiza worker --once" in stopped.stderr
    assert hafiza_json("memory", "stats")["outbox"] == {"waiting": 2}
    assert hafiza_json("worker", "--once")["turns"] == 2
    assert values(hafiza_json("profile")) == ["Ankara"]


def test_what_was_just_said_is_shown_without_a_worker(hafiza, hafiza_json):
    hafiza("remember", "Kayıt.")
    assert len(hafiza_json("memory", "segments")["segments"]) == 1
    assert hafiza_json("memory", "stats")["outbox"] == {}


def test_more_than_a_look_takes_in_is_told(hafiza, hafiza_json, monkeypatch):
    monkeypatch.setattr("hafiza.cli.documents._CATCH_UP_TURNS", 1)
    for text in ("Bir.", "İki.", "Üç."):
        hafiza("remember", text)
    result = hafiza("memory", "segments", "--json")
    assert len(json.loads(result.stdout)["segments"]) == 1
    assert result.stderr.startswith("2 turn(s) are not in this yet; `hafiza worker --once`")


# --- forgetting ---


def test_forgotten_fact_takes_its_sources_and_reopens_what_it_closed(moved, hafiza_json):
    [fact] = hafiza_json("profile")["facts"]["location"]
    assert hafiza_json("forget", "--fact", fact["id"]) == {"forgotten": 1}
    assert values(hafiza_json("profile")) == ["İzmir"]


def test_unknown_fact_is_wrong_usage(moved, hafiza):
    result = hafiza("forget", "--fact", "nope")
    assert result.exit_code == 2
    assert "hafiza memory facts" in result.stderr


@pytest.mark.parametrize("what", [("--query", "köpek"), ("--before", "2100-01-01"), ("--all",)])
def test_broad_request_in_a_pipe_wants_a_yes_or_a_dry_run(hafiza, hafiza_json, what):
    hafiza("remember", "Bir köpeğim var, köpek Boncuk.")
    refused = hafiza("forget", *what)
    assert refused.exit_code == 2
    assert "--dry-run" in refused.stderr
    assert "--yes" in refused.stderr
    [turn] = hafiza_json("forget", *what, "--dry-run")["would_forget"]
    assert turn["text"] == "Bir köpeğim var, köpek Boncuk."
    assert hafiza_json("memory", "stats")["turns"] == 1
    assert hafiza_json("forget", *what, "--yes") == {"forgotten": 1}
    assert hafiza_json("memory", "stats")["turns"] == 0


def test_query_erases_only_turns_with_all_its_words(hafiza, hafiza_json):
    for text in ("The red kettle.", "The blue kettle.", "The red chair."):
        hafiza("remember", text)
    assert hafiza_json("forget", "--query", "red kettle", "--yes") == {"forgotten": 1}
    assert {hit["text"] for hit in hafiza_json("recall", "red kettle")["hits"]} == {
        "The blue kettle.",
        "The red chair.",
    }


def test_before_erases_what_was_told_before(moved, hafiza_json):
    assert hafiza_json("forget", "--before", "2024-05-01", "--yes") == {"forgotten": 1}
    assert values(hafiza_json("profile", "--history")) == ["Ankara"]


def test_dry_run_lists_turns_ids_sessions_and_facts(moved, hafiza, hafiza_json):
    [fact] = hafiza_json("profile")["facts"]["location"]
    for what, ids in (
        ((moved[0],), [moved[0]]),
        (("--session", "told"), moved),
        (("--fact", fact["id"]), [moved[1]]),
    ):
        listed = hafiza_json("forget", *what, "--dry-run")["would_forget"]
        assert [turn["turn_id"] for turn in listed] == ids
    assert moved[0] in hafiza("forget", moved[0], "--dry-run").stdout
    assert hafiza_json("memory", "stats")["turns"] == 2


@pytest.mark.parametrize("what", [("--query", "?!"), ("--query", ""), ("--query", "x", "--all")])
def test_request_without_words_or_with_two_meanings_is_refused(moved, hafiza, what):
    assert hafiza("forget", *what, "--yes").exit_code == 2


@pytest.mark.outer
@pytest.mark.parametrize(("answer", "left"), [(b"y\n", 0), (b"n\n", 1)])
def test_terminal_shows_what_goes_and_asks(light, hafiza, hafiza_json, answer, left):
    hafiza("remember", "Bir köpeğim var.")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "forget", "--query", "köpeğim"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        os.write(ours, answer)
        _, asked = child.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert "Bir köpeğim var.".encode() in asked
    assert b"(1 turn(s)) for good?" in asked
    assert child.returncode == (1 if left else 0)
    assert hafiza_json("memory", "stats")["turns"] == left


# --- the worker ---


def test_once_empties_the_outbox_and_reports(hafiza, hafiza_json):
    for text in ("Bir.", "İki."):
        hafiza("remember", text)
    result = hafiza("worker", "--once", "--json")
    document = json.loads(result.stdout)
    assert (document["turns"], document["failed"], document["waiting"]) == (2, 0, 0)
    assert "2 turn(s) consolidated" in result.stderr
    assert hafiza_json("worker", "--once")["turns"] == 0


def test_worker_of_one_user_leaves_the_others(hafiza, hafiza_json):
    hafiza("remember", "Bir.", "--user", "ada")
    hafiza("remember", "İki.", "--user", "tom")
    assert hafiza_json("worker", "--once", "--user", "ada")["turns"] == 1
    assert hafiza_json("memory", "stats")["outbox"] == {"waiting": 1}


def test_worker_erases_what_is_older_than_the_setting_keeps(moved, hafiza_json, monkeypatch):
    hafiza_json("remember", "Bugün.")
    assert hafiza_json("worker", "--once")["expired"] == 0
    monkeypatch.setenv("HAFIZA_KEEP_DAYS", "30")
    assert hafiza_json("worker", "--once")["expired"] == 2
    assert hafiza_json("memory", "stats")["turns"] == 1


def lines_of(child):
    """Read JSON lines of a process until it has said nothing for long."""
    while select.select([child.stdout], [], [], 60)[0]:
        line = child.stdout.readline()
        if not line:
            return
        yield json.loads(line)


@pytest.mark.outer
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_worker_takes_in_what_others_write_and_ends_when_told(light, hafiza, hafiza_json, stop):
    hafiza("remember", "Bir.")
    with subprocess.Popen(
        [*COMMAND, "worker", "--json", "--every", "0.1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        looks = lines_of(child)
        assert next(looks)["turns"] == 1
        hafiza("remember", "İki.")
        assert next(looks)["turns"] == 1
        child.send_signal(stop)
        _, said = child.communicate(timeout=60)
    assert child.returncode == 0
    assert b"Traceback" not in said
    assert hafiza_json("memory", "stats")["outbox"] == {}


@pytest.mark.outer
def test_several_workers_do_each_turn_once(light, told, own_home, hafiza_json):
    with Memory.open(own_home / "memory.db", embedder=None) as memory:
        for user in ("ada", "tom", "ece"):
            for n in range(30):
                memory.add(f"Not {n}.", scope=Scope(user))
    working = [
        subprocess.Popen([*COMMAND, "worker", "--once", "--json"], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    done = [json.loads(child.communicate(timeout=60)[0]) for child in working]
    assert [child.returncode for child in working] == [0, 0]
    assert sum(one["turns"] for one in done) == 90
    assert hafiza_json("memory", "stats")["outbox"] == {}


@pytest.mark.outer
def test_watch_looks_again_until_it_is_stopped(light, hafiza):
    hafiza("remember", "Bir.")
    with subprocess.Popen(
        [*COMMAND, "memory", "stats", "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        looks = lines_of(child)
        assert next(looks)["turns"] == 1
        hafiza("remember", "İki.")
        while next(looks)["turns"] < 2:
            pass
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, b"")
