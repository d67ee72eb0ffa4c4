"""Finding turns: a resident index, pure fusion of scores, named recipes."""

from hafiza.memory.retrieval.recipes import DENSE as DENSE
from hafiza.memory.retrieval.recipes import HYBRID as HYBRID
from hafiza.memory.retrieval.recipes import LEXICAL as LEXICAL
from hafiza.memory.retrieval.recipes import RECIPES as RECIPES
from hafiza.memory.retrieval.recipes import Neighbours as Neighbours
from hafiza.memory.retrieval.recipes import Recipe as Recipe

__all__ = ["DENSE", "HYBRID", "LEXICAL", "RECIPES", "Neighbours", "Recipe"]
