import subprocess
import sys

import numpy as np
import pytest

from hafiza.core.errors import ConfigurationError
from hafiza.embedders import HashingEmbedder

PROGRAM = """
from hafiza.embedders import HashingEmbedder
print(HashingEmbedder(dim=32).embed_passages(["Çay içiyorum, teşekkürler"]).tobytes().hex())
"""


def test_another_process_computes_the_same_vector():
    here = HashingEmbedder(dim=32).embed_passages(["Çay içiyorum, teşekkürler"])

    there = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert there.stdout.strip() == here.tobytes().hex()


def test_turkish_without_its_letters_is_the_same_text():
    folded, written = HashingEmbedder().embed_passages(["CALISIYORUM", "çalışıyorum"])

    np.testing.assert_array_equal(folded, written)


def test_suffixed_word_is_nearer_to_its_stem_than_another_word():
    embedder = HashingEmbedder()
    stem, suffixed, other = embedder.embed_passages(["İstanbul", "İstanbul'da", "Ankara"])

    assert stem @ suffixed > stem @ other


def test_no_dimensions_are_refused():
    with pytest.raises(ConfigurationError, match="0 dimensions"):
        HashingEmbedder(dim=0)
