"""Chat through a pipe: a line in, an answer out."""

import json
import os
import pty
import subprocess
import sys
import time

import pytest

TOM = "Merhaba! Ben Tom, veri bilimci olarak çalışıyorum.\n"
JOB = "İşim hakkında ne hatırlıyorsun?\n"


def lines(result):
    return result.stdout.splitlines()


def test_each_line_gets_an_answer_and_no_prompt(hafiza):
    result = hafiza("chat", stdin=f"{TOM}\n{JOB}")
    assert result.exit_code == 0
    assert len(lines(result)) == 2
    assert "veri bilimci" in lines(result)[1]
    assert "›" not in result.stdout


def test_why_shows_the_sources_of_the_last_answer(hafiza):
    result = hafiza("chat", stdin=f"{TOM}{JOB}/why\n")
    assert lines(result)[2].startswith("[1] ")
    assert TOM.strip() in lines(result)[3]


def test_why_without_an_answer_says_so(hafiza):
    assert "no turn" in hafiza("chat", stdin="/why\n").stdout


def test_recall_command_searches(hafiza):
    assert TOM.strip() in hafiza("chat", stdin=f"{TOM}/recall Tom\n").stdout.split("\n", 1)[1]


def test_forget_last_erases_message_and_answer(hafiza, hafiza_json):
    result = hafiza("chat", stdin=f"{TOM}/forget last\n{JOB}")
    assert lines(result)[1] == "Forgot 2 turn(s)."
    assert lines(result)[2] == "Bununla ilgili bir kaydım yok."


def test_forget_by_id_erases_the_turn(hafiza, hafiza_json):
    turn_id = hafiza_json("remember", "My dog is called Biscuit.")["turn_id"]
    result = hafiza("chat", stdin=f"/forget {turn_id}\nWhat is my dog called?\n")
    assert lines(result) == ["Forgot 1 turn(s).", "I have no record of that."]


def test_forget_of_nothing_fails_that_line_alone(hafiza):
    result = hafiza("chat", stdin=f"/forget last\n{TOM}")
    assert result.exit_code == 1
    assert len(lines(result)) == 1
    assert "Line 1" in result.stderr


def test_user_command_changes_whose_memory_it_is(hafiza):
    result = hafiza("chat", stdin=f"{TOM}/user ann\n{JOB}")
    assert lines(result)[1:] == ["Talking as ann.", "Bununla ilgili bir kaydım yok."]


def test_quit_ends_and_help_lists(hafiza):
    result = hafiza("chat", stdin=f"/help\n/quit\n{TOM}")
    assert "/forget" in result.stdout
    assert "Not aldım" not in result.stdout


def test_unknown_command_is_not_taken_for_a_message(hafiza, hafiza_json):
    result = hafiza("chat", stdin="/nonsense\n")
    assert "/help" in result.stderr
    assert hafiza_json("memory", "stats")["turns"] == 0


def test_runs_are_sessions_and_one_can_be_continued(hafiza, hafiza_json):
    for arguments in ((), (), ("--session", "s"), ("--session", "s")):
        hafiza("chat", *arguments, stdin=TOM)
    assert hafiza_json("memory", "stats")["sessions"] == 3


def test_invalid_utf8_fails_that_line_alone(process, light):
    result = process("chat", stdin=b"caf\xe9\n" + JOB.encode())
    assert result.returncode == 1
    assert b"Line 1 is not valid UTF-8 at byte 4" in result.stderr
    assert result.stdout.decode() == "Bununla ilgili bir kaydım yok.\n"


def test_nul_bytes_are_kept_in_the_turn(process, light):
    assert process("chat", stdin=b"I like \0 jazz.\n").returncode == 0
    exported = process("export").stdout.decode().splitlines()
    assert json.loads(exported[1])["text"] == "I like \0 jazz."


def test_megabyte_line_is_answered_and_kept(process, light):
    assert process("chat", stdin=b"word " * 200_000 + b"\n").returncode == 0
    exported = process("export").stdout.decode().splitlines()
    assert len(json.loads(exported[1])["text"]) == 1_000_000


@pytest.mark.outer
def test_on_a_terminal_the_worker_makes_facts_of_what_is_said(light, hafiza_json):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from hafiza.cli.main import run; run()", "chat"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        os.write(ours, b"I live in Ankara.\n")
        deadline = time.monotonic() + 60
        while not (stats := hafiza_json("memory", "stats"))["turns"] or stats["outbox"]:
            assert time.monotonic() < deadline, stats
            time.sleep(0.1)
        os.write(ours, b"/quit\n")
        assert child.wait(timeout=60) == 0
    os.close(ours)
    assert hafiza_json("memory", "stats")["claims"] >= 1


def test_through_a_pipe_a_line_counts_in_the_answer_to_the_next(hafiza):
    told = "I live in Ankara.\nI moved to Izmir.\nWhere do I live?\nWhere did I live before?\n"
    now, before = lines(hafiza("chat", stdin=told))[2:]
    assert "Izmir" in now
    assert "Ankara" in before
