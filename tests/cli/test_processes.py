"""The command line as a user meets it: processes of their own."""

import json
import subprocess
import sys

import pytest

from hafiza.cli.main import home_first

pytestmark = pytest.mark.outer

TOM = "Merhaba! Ben Tom, San Francisco'da veri bilimci olarak çalışıyorum."


def document(result):
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("given", "first"),
    [
        (["ask", "--home", "h", "x"], ["--home", "h", "ask", "x"]),
        (["--home=h", "ask"], ["--home=h", "ask"]),
        (["ask", "--", "--home"], ["ask", "--", "--home"]),
        (["ask", "--home"], ["--home"]),
    ],
)
def test_home_may_stand_anywhere(given, first):
    assert home_first(given) == first


def test_home_after_the_command_is_used(process, light, tmp_path):
    assert process("remember", "I like jazz.", "--home", str(tmp_path / "h")).returncode == 0
    assert (tmp_path / "h" / "memory.db").exists()


def test_output_is_utf8_in_any_locale(process, light):
    process("remember", "İşim öğretmenlik.", LC_ALL="C", PYTHONUTF8="0")
    result = process("recall", "öğretmenlik", "--json", LC_ALL="C", PYTHONUTF8="0")
    assert document(result)["hits"][0]["text"] == "İşim öğretmenlik."


def test_bug_shows_one_line_and_the_way_to_its_traceback(process, light, own_home):
    broken = "import hafiza.assistant as a; a.open_memory = None\nfrom hafiza.cli.main import run\n"
    command = [sys.executable, "-c", broken + "run()", "remember", "x"]
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert b"HAFIZA_DEBUG=1" in result.stderr


def test_reader_that_leaves_is_no_error_message(light, process):
    for text in ("I like jazz.", "I like tea."):
        process("remember", text)
    command = [sys.executable, "-c", "from hafiza.cli.main import run; run()", "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        assert child.stderr.read() == b""


def test_two_processes_share_one_home(process, light):
    command = [sys.executable, "-c", "from hafiza.cli.main import run; run()", "chat"]
    talking = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    for number, child in enumerate(talking):
        child.communicate(b"".join(b"I like tune %d %d.\n" % (number, n) for n in range(20)))
        assert child.returncode == 0
    assert document(process("memory", "stats", "--json"))["turns"] == 80
    assert document(process("memory", "check", "--json"))["ok"]


@pytest.mark.outer
def test_turkish_job_is_remembered_by_a_new_process(process):
    assert process("chat", stdin=f"{TOM}\nBir köpeğim var.\n".encode()).returncode == 0
    for _ in range(2):
        answer = document(process("ask", "--json", "İşim hakkında ne hatırlıyorsun?"))
        assert "veri bilimci" in answer["answer"]
        assert answer["sources"][0]["text"] == TOM


@pytest.mark.outer
def test_english_job_is_told_by_the_model_of_a_new_process(process):
    told = "My name is Tom and I work as a data scientist in San Francisco."
    assert process("chat", stdin=f"{told}\n".encode()).returncode == 0
    answer = document(process("ask", "--json", "What do you remember about my job?"))
    assert "data scientist" in answer["answer"]
    assert answer["model"] == "gguf:smollm2-135m"
    assert answer["sources"][0]["text"] == told


@pytest.mark.outer
def test_doctor_measures_the_bundled_parts_and_prints_json_alone(process):
    report = document(process("doctor", "--json"))
    details = {check["name"]: check["detail"] for check in report["checks"]}
    assert report["ok"] is True
    assert "tokens/s" in details["model"]
    assert "MiB" in details["model"]
    assert "ms a text" in details["embedder"]


@pytest.mark.outer
def test_demo_plays_offline_with_the_bundled_parts(process):
    result = process("demo", "--json")
    second_day = document(result)["days"][1]["turns"]
    assert "veri bilimci" in second_day[0]["answer"]
    assert "Biscuit" in second_day[1]["answer"]
    assert second_day[3]["answer"] == "Bununla ilgili bir kaydım yok."
