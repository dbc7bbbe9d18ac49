"""Fine-tuning data that teaches a language model to use retrieved context well."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "format_context"]

if TYPE_CHECKING:
    from openbook.contexts.layout import format_context


def __getattr__(name: str) -> Any:
    if name == "format_context":
        from openbook.contexts.layout import format_context

        return format_context
    raise AttributeError(f"module 'openbook' has no attribute {name!r}")
