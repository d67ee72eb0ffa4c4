"""Text to unit vectors. A backend's heavy library loads when that backend is made."""

from hafiza.embedders.cache import CachedEmbedder as CachedEmbedder
from hafiza.embedders.cache import FileCachedEmbedder as FileCachedEmbedder
from hafiza.embedders.hashing import HashingEmbedder as HashingEmbedder
from hafiza.embedders.load import EMBEDDERS as EMBEDDERS
from hafiza.embedders.load import load_embedder as load_embedder

__all__ = [
    "EMBEDDERS",
    "CachedEmbedder",
    "FileCachedEmbedder",
    "HashingEmbedder",
    "load_embedder",
]
