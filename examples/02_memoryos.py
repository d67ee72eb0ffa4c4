"""A program written for MemoryOS, with one line changed: no key, no server, no network."""

from tempfile import TemporaryDirectory

from hafiza.compat import Memoryos  # was: from memoryos import Memoryos

with TemporaryDirectory() as folder:
    memo = Memoryos(
        user_id="demo_user",
        openai_api_key="",  # a key and openai_base_url together would ask that server
        data_storage_path=folder,
        assistant_id="demo_assistant",
        # Two names of ours, so that this example needs no weights; leave both lines out to
        # answer with the local model and find by meaning (hafiza[local]).
        llm_model="none",
        embedding_model_name="hashing",
    )
    memo.add_memory(
        user_input="I'm a data scientist in San Francisco.",
        agent_response="That sounds like interesting work.",
    )
    memo.add_memory(
        user_input="Pazartesi günleri çello dersim var.",
        agent_response="Ne güzel, kolay gelsin.",
    )
    for query in ("What do you remember about my job?", "Çello dersim ne zaman?"):
        print(f"{query}\n  {memo.get_response(query=query)}")
    print(memo.get_user_profile_summary())
    print(memo.get_memory_stats())
    memo.close()
