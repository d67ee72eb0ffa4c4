import pytest

from hafiza.core.errors import ModelInvalid, ModelNotFound
from hafiza.llm.gguf_header import read_gguf_header, require_chat_model


def test_a_header_tells_what_the_file_is(make_gguf):
    path = make_gguf(
        general__name="Tiny",
        general__languages=["tr", "en"],
        general__license="mit",
        general__size_label="64",
        general__file_type=15,
        llama__context_length=2048,
        tokenizer__ggml__tokens=["<s>", "a", "<|end|>"],
        tokenizer__ggml__token_type=[3, 1, 3],
    )

    header = read_gguf_header(path)

    assert header.name == "Tiny"
    assert header.languages == {"tr", "en"}
    assert header.licence == "mit"
    assert header.quantisation == "Q4_K_M"
    assert header.context_tokens == 2048
    assert header.n_parameters == 64
    assert header.control_tokens == ("<s>", "<|end|>")
    require_chat_model(header, path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 bytes"),
        (b"\n<!DOCTYPE html><html>", "web page"),
        (b"hello, I am text", "starts with"),
        (b"PK\x03\x04 zip", "pickle"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"GGUF", "truncated"),
        (b"GGUF" + bytes([3, 0, 0, 0]) + b"\xff" * 400, "truncated"),
        (b"GGUF" + bytes([1, 0, 0, 0]) + bytes(64), "version 1"),
    ],
)
def test_what_is_no_gguf_is_named(tmp_path, content, words):
    path = tmp_path / "model.gguf"
    path.write_bytes(content)

    with pytest.raises(ModelInvalid, match=words):
        read_gguf_header(path)


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.99])
def test_a_truncated_file_is_named_wherever_it_was_cut(make_gguf, kept):
    path = make_gguf()
    path.write_bytes(path.read_bytes()[: int(kept * path.stat().st_size)])

    with pytest.raises(ModelInvalid, match="truncated"):
        read_gguf_header(path)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"general__architecture": "bert"}, "no language model"),
        ({"general__type": "adapter"}, "kind 'adapter'"),
        ({"general__type": "mmproj"}, "no language model"),
        ({"tokenizer__chat_template": None}, "chat template"),
        ({"n_weights": 0}, "no weights"),
    ],
)
def test_a_gguf_that_cannot_chat_is_named(make_gguf, values, words):
    path = make_gguf(**values)

    with pytest.raises(ModelInvalid, match=words):
        require_chat_model(read_gguf_header(path), path)


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(ModelNotFound):
        read_gguf_header(tmp_path / "none.gguf")
