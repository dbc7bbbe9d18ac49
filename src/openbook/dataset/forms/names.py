"""What the trainers call each chat format, and a model that speaks it, to start from."""

from collections.abc import Mapping

from openbook.dataset.forms.form import Names

NAMES: Mapping[str, Names] = {
    "chatml": Names("Qwen/Qwen2.5-0.5B-Instruct", "chatml", llamafactory="chatml", swift="chatml"),
    "llama3": Names("meta-llama/Meta-Llama-3-8B-Instruct", "llama3", llamafactory="llama3", swift="llama3"),
    "mistral": Names("mistralai/Mistral-7B-Instruct-v0.3", "mistral_v2v3", llamafactory="mistral"),
    "gemma": Names("google/gemma-2-2b-it", "gemma", llamafactory="gemma", swift="gemma"),
    "qwen3": Names("Qwen/Qwen3-0.6B", "qwen3", llamafactory="qwen3", swift="qwen3", axolotl_thinking="chatml"),
    "deepseek": Names(
        "deepseek-ai/DeepSeek-V3-0324", "deepseek_v3", llamafactory="deepseek3", axolotl_thinking="jinja"
    ),
    "phi": Names("microsoft/Phi-3.5-mini-instruct", "phi_35", llamafactory="phi", swift="phi3"),
}

UNKNOWN = Names("YOUR/MODEL")
"""For formats of the user's own."""


def names(template: str, *, own_formats: bool) -> Names:
    """Return the names for what `system.template` says."""
    if own_formats:
        return UNKNOWN
    return NAMES.get(template) or Names(template)
