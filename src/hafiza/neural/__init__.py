"""Array models that remember within a sequence. They know nothing of stores, users or chats."""

from importlib.util import find_spec

from hafiza.core.errors import MissingExtra


def require_packages() -> None:
    """Check that the packages of the extra are here; none is loaded.

    Raises:
        MissingExtra: one is not.
    """
    for package in ("jax", "equinox", "jaxtyping", "optax", "safetensors"):
        if find_spec(package) is None:
            raise MissingExtra(package, "neural")
