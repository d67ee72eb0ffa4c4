import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from hafiza.cli.eval import app
from hafiza.core.errors import FormatError, InputError
from hafiza.evals.profile import Case, Labelled, evaluate_profile, judge, load_cases, score
from hafiza.memory.records import Fact

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def fact(slot, value):
    return Fact(
        id=f"{slot}-{value}",
        slot=slot,
        value=value,
        statement=value,
        valid_from=NOW,
        valid_to=None,
        recorded_at=NOW,
        retired_at=None,
        sources=("t",),
        confidence=0.9,
    )


def case(*expect, language="en", allow=(), reject=(), messages=(("user", "hello"),)):
    return Case(
        name="c",
        language=language,
        messages=messages,
        expect=tuple(Labelled(*one) for one in expect),
        allow=tuple(Labelled(*one) for one in allow),
        reject=tuple(reject),
    )


def line(**changed):
    whole = {
        "lang": "en",
        "messages": [{"role": "user", "content": "My name is Tom and I live in Bonn."}],
        "expect": [{"slot": "name", "value": "Tom"}, {"slot": "location", "value": "Bonn"}],
        "reject": [],
    }
    return json.dumps(whole | changed, ensure_ascii=False)


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "cases.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("labelled", "kept", "agree"),
    [
        (("location", "İzmir"), ("location", "izmir"), True),
        (("pet", "Pamuk"), ("pet", "kedi Pamuk"), True),
        (("diet", "et yemiyorum"), ("diet", "et yemiyor"), True),
        (("location", "Bonn"), ("hometown", "Bonn"), False),
        (("location", "Bonn"), ("location", "Ulm"), False),
        (("location", "Bonn"), ("location", ""), False),
    ],
)
def test_label_matches_by_slot_and_by_folded_containment(labelled, kept, agree):
    assert Labelled(*labelled).matches(fact(*kept)) is agree


def test_fact_that_no_label_names_is_wrong_unless_allowed_or_free():
    facts = [fact("name", "Tom"), fact("age", "4"), fact("goal", "CV"), fact("birthday", "May")]

    outcome = judge(case(("name", "Tom"), ("pet", "dog"), allow=[("goal", "CV")]), facts)

    assert [one.slot for one in outcome.right] == ["name"]
    assert [one.slot for one in outcome.wrong] == ["age"]
    assert [one.slot for one in outcome.missed] == ["pet"]


def test_rejected_string_counts_only_in_a_fact_that_is_not_right():
    expected = case(("location", "Mersin"), reject=["Adana", "location=Ulm", "age=Ulm", "Mersin"])

    outcome = judge(
        expected, [fact("location", "Mersin"), fact("hometown", "adana"), fact("location", "Ulm")]
    )

    assert outcome.kept == ("Adana", "location=Ulm")


def test_figures_count_facts_for_precision_and_labels_for_recall():
    one = judge(
        case(("likes", "tea"), ("age", "30")),
        [fact("likes", "green tea"), fact("likes", "tea"), fact("pet", "cat")],
    )
    other = judge(case(("age", "40"), language="tr"), [fact("age", "40")])

    report = score([one, other])

    assert (report["precision"], report["recall"]) == (0.75, 0.6667)
    assert report["by_language"]["tr"]["precision"] == 1.0
    assert report["by_slot"]["age"]["recall"] == 0.5
    assert report["by_slot"]["pet"] == {
        "precision": 0.0,
        "recall": None,
        "n_facts": 1,
        "n_expected": 0,
    }


def test_no_facts_have_no_precision():
    assert score([judge(case(), [])])["precision"] is None


def test_each_case_has_a_memory_of_its_own():
    first = case(("name", "Tom"), messages=(("user", "My name is Tom."),))
    second = case(("age", "30"), messages=(("user", "I'm 30."),))

    report = evaluate_profile([first, second], with_errors=True)

    assert (report["precision"], report["recall"]) == (1.0, 1.0)
    assert report["errors"] == []


def test_question_of_the_assistant_is_seen_and_only_current_facts_count():
    moved = case(
        ("location", "Ulm"),
        reject=["Bonn"],
        messages=(
            ("user", "I live in Bonn."),
            ("assistant", "Nice! Where do you live now?"),
            ("user", "Ulm"),
        ),
    )

    report = evaluate_profile([moved])

    assert (report["precision"], report["recall"], report["rejected_kept"]) == (1.0, 1.0, 0)


def test_error_lists_what_was_missed_and_what_is_wrong():
    wrong = case(("pet", "dog"), reject=["Bonn"], messages=(("user", "I live in Bonn."),))

    [error] = evaluate_profile([wrong], with_errors=True)["errors"]

    assert error["missed"] == ["pet=dog"]
    assert error["wrong"] == ["location=Bonn"]
    assert error["rejected_kept"] == ["Bonn"]


def test_cases_are_read_with_their_optional_keys(file):
    path = file(line(id="a", allow=[{"slot": "goal", "value": "x"}]), "", line())

    first, second = load_cases(path)

    assert (first.name, first.allow) == ("a", (Labelled("goal", "x"),))
    assert second.name == "3"


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2 is not a case"),
        ('{"lang": "en"}', "Line 2 is not a case: the key 'messages' is missing"),
        (line(expect=[{"slot": "shoe", "value": "9"}]), "Line 2 expects '9' in the slot 'shoe'"),
        (line(messages=[{"role": "boss", "content": "x"}]), "Line 2 has a message"),
        (line(messages=[{"role": "user", "content": " "}]), "Line 2 has a message"),
        (line(reject=[7]), "Line 2: lang and each string of reject"),
    ],
)
def test_line_that_is_no_case_is_named(file, bad, message):
    with pytest.raises(FormatError) as caught:
        load_cases(file(line(), bad))
    assert message in str(caught.value)


def test_file_that_is_absent_or_empty_is_refused(tmp_path, file):
    with pytest.raises(InputError, match="cannot be read"):
        load_cases(tmp_path / "absent.jsonl")
    with pytest.raises(InputError, match="has no case"):
        load_cases(file(""))


def test_command_prints_one_json_document(file):
    done = CliRunner().invoke(app, ["profile", "--data", str(file(line())), "--json"])

    report = json.loads(done.stdout)
    assert (report["n_cases"], report["precision"], report["recall"]) == (1, 1.0, 1.0)
    assert {"machine", "commit", "by_language", "by_slot", "rejected_kept"} <= report.keys()


def test_command_prints_a_table_and_the_errors(file):
    missed = line(expect=[{"slot": "pet", "value": "dog"}])

    done = CliRunner().invoke(app, ["profile", "--data", str(file(missed)), "--errors"])

    assert "1 cases, model: none, rules alone" in done.stdout
    assert "missed: pet=dog" in done.stdout
    assert "wrong: name=Tom, location=Bonn" in done.stdout


def test_command_runs_with_a_model(file, monkeypatch):
    monkeypatch.setenv("HAFIZA_EMBEDDER", "none")
    arguments = ["profile", "--data", str(file(line())), "--model", "fake:parrot", "--json"]

    done = CliRunner().invoke(app, arguments)

    assert json.loads(done.stdout)["model"] == "fake:parrot"
