"""Array models that remember within a sequence. They know nothing of stores, users or chats."""
