import pytest

from hafiza.core.errors import ConfigurationError, ModelNotFound
from hafiza.llm import describe_model, list_models
from hafiza.llm.catalogue import KNOWN_MODELS
from hafiza.llm.resolve import choose_file, find_model


def test_a_missing_model_names_the_command_that_gets_it(tmp_path):
    for name in ("qwen2.5-3b", "maker/Some-GGUF", "maker/Some-GGUF:q8_0"):
        with pytest.raises(ModelNotFound, match=f"hafiza models pull {name}$"):
            find_model(name, tmp_path)


def test_a_path_and_a_folder_name_a_model(make_gguf, tmp_path):
    path = make_gguf("one/model.gguf")

    assert find_model(str(path), None).path == path
    assert find_model(str(path.parent), None).path == path


def test_a_folder_of_two_models_asks_which(make_gguf, tmp_path):
    make_gguf("a.gguf")
    make_gguf("b.gguf")

    with pytest.raises(ModelNotFound, match="holds 2 models"):
        find_model(str(tmp_path), None)


@pytest.mark.parametrize("name", ["no/such/path/model.gguf", "/nowhere/model.gguf"])
def test_a_path_that_is_not_there_is_not_found(name):
    with pytest.raises(ModelNotFound, match="Check the path"):
        find_model(name, None)


def test_a_word_that_names_nothing_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigurationError, match="hafiza models list"):
        find_model("gpt-99", tmp_path)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("", "m-Q4_K_M.gguf"),
        ("q8_0", "m-Q8_0.gguf"),
        ("Q5_K_M", "big/m-Q5_K_M-00001-of-00002.gguf"),
        ("m-Q8_0.gguf", "m-Q8_0.gguf"),
        ("q2_k", None),
        ("x.bin", None),
    ],
)
def test_a_file_is_chosen_by_name_or_quantisation(wanted, chosen):
    files = [
        "m-Q8_0.gguf",
        "m-Q4_K_M.gguf",
        "mmproj-m-Q4_K_M.gguf",
        "big/m-Q5_K_M-00001-of-00002.gguf",
        "big/m-Q5_K_M-00002-of-00002.gguf",
        "x.bin",
    ]

    assert choose_file(files, wanted) == chosen


def test_the_list_has_the_catalogue_and_what_lies_in_the_folder(make_gguf, tmp_path):
    make_gguf("maker/Own-GGUF/own.Q4_K_M.gguf", general__languages=["tr"])

    infos = list_models(tmp_path)

    assert len(infos) == len(KNOWN_MODELS) + 1
    own = infos[-1]
    assert own.name == "gguf:maker/Own-GGUF:own.Q4_K_M.gguf"
    assert own.languages == ("tr",)
    assert own.strength == "weak"
    assert describe_model(own.name, tmp_path) == own


def test_a_damaged_file_is_listed_with_its_problem(tmp_path):
    (tmp_path / "bad.gguf").write_text("oops")

    assert "not a GGUF" in list_models(tmp_path)[-1].problem


def test_turkish_is_among_the_languages_of_the_recommended_model(tmp_path):
    info = describe_model("qwen2.5-3b-instruct", tmp_path)

    assert not info.present
    assert {"tr", "en"} <= set(info.languages)
    assert info.strength == "capable"
    assert info.licence == "qwen-research"
