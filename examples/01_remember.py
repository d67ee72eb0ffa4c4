"""A memory that outlives its program: no model, no network, no key."""

from tempfile import TemporaryDirectory

from hafiza.embedders import load_embedder
from hafiza.memory import Memory

# "e5" finds by meaning and comes with hafiza[local]; "hashing" needs nothing.
embedder = load_embedder("hashing")
with TemporaryDirectory() as folder:
    with Memory.open(f"{folder}/memory.db", embedder=embedder) as memory:
        memory.add("My sister Ayşe moved to Ankara in May.")
        memory.add("Pazartesi günleri çello dersim var.")

    # Tomorrow, in another program:
    with Memory.open(f"{folder}/memory.db", embedder=embedder) as memory:
        for question in ("Where does Ayşe live?", "cello dersim ne zaman"):
            hit = memory.search(question, k=1)[0]
            print(f"{question} -> {hit.turn.text} ({hit.turn.id}, score {hit.score:.2f})")
