"""Fine-tuning data that teaches a language model to use retrieved context well.

import openbook

config = openbook.load_config("config.yaml", ["system.seed=1"])
result = openbook.run(config)
for record in result.records():
print(record.chat.messages[-1].content)
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_WHERE = {
    "api": (
        "Result", "TrainingRecord", "arun", "check", "chunk", "export", "format_context", "load", "plan", "read", "run",
    ),
    "config": ("Config", "load_config"),
    "calls": ("Message", "Reply", "Request", "Usage"),
    "records": ("Chunk", "Citation", "Document", "Draft", "Item", "Passage", "Rejected", "Turn"),
    "llm.model": ("Model",),
    "llm.scripted": ("ScriptedModel",),
    "pipeline.progress": ("Progress",),
    "errors": (
        "CallError", "ConfigError", "Halt", "InputError", "MissingExtraError", "NoRuleError", "OpenbookError",
        "OutputError", "PrerequisiteError", "RefusedError", "ServerError", "TransientError", "UnusableReply",
    ),
}  # fmt: skip
"""The public names, by the module that they come from: it is imported when one is asked for."""

if TYPE_CHECKING:
    from openbook.api import (
        Result,
        TrainingRecord,
        arun,
        check,
        chunk,
        export,
        format_context,
        load,
        plan,
        read,
        run,
    )
    from openbook.calls import Message, Reply, Request, Usage
    from openbook.config import Config, load_config
    from openbook.errors import (
        CallError,
        ConfigError,
        Halt,
        InputError,
        MissingExtraError,
        NoRuleError,
        OpenbookError,
        OutputError,
        PrerequisiteError,
        RefusedError,
        ServerError,
        TransientError,
        UnusableReply,
    )
    from openbook.llm.model import Model
    from openbook.llm.scripted import ScriptedModel
    from openbook.pipeline.progress import Progress
    from openbook.records import Chunk, Citation, Document, Draft, Item, Passage, Rejected, Turn

__all__ = [
    "CallError",
    "Chunk",
    "Citation",
    "Config",
    "ConfigError",
    "Document",
    "Draft",
    "Halt",
    "InputError",
    "Item",
    "Message",
    "MissingExtraError",
    "Model",
    "NoRuleError",
    "OpenbookError",
    "OutputError",
    "Passage",
    "PrerequisiteError",
    "Progress",
    "RefusedError",
    "Rejected",
    "Reply",
    "Request",
    "Result",
    "ScriptedModel",
    "ServerError",
    "TrainingRecord",
    "TransientError",
    "Turn",
    "UnusableReply",
    "Usage",
    "__version__",
    "arun",
    "check",
    "chunk",
    "export",
    "format_context",
    "load",
    "load_config",
    "plan",
    "read",
    "run",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"openbook.{module}"), name)
    raise AttributeError(f"module 'openbook' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
