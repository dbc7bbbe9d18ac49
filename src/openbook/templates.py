"""The chat formats that are known by name: rows of plain data; `dataset.render` has the Jinja of each."""

from collections.abc import Mapping

from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One chat format, and what the trainers call it."""

    name: str
    """As `system.template` has it."""
    model: str
    """One that speaks it, to start from."""
    eos: str
    """What ends a turn."""
    bos: str = ""
    """What a text begins with; empty for nothing."""
    also_control: tuple[str, ...] = ()
    """What else the models of this kind take for a control token, though the template doesn't write it."""
    axolotl: str = "tokenizer_default"
    axolotl_thinking: str = ""
    """Where Axolotl's own template would not train thoughts: another one that writes the same text, or `jinja`."""
    llamafactory: str | None = None
    """None: taken from the tokenizer."""
    swift: str | None = None
    """None: taken from the model."""
    swift_tools: str | None = None
    """How ms-swift is to write search calls; None: as it does for this format, or for the model."""

    @property
    def tokens(self) -> dict[str, str]:
        """What the Jinja may read beside the messages."""
        return {"bos_token": self.bos, "eos_token": self.eos} if self.bos else {"eos_token": self.eos}


_ALL = (
    Template("chatml", "Qwen/Qwen2.5-0.5B-Instruct", "<|im_end|>", also_control=("<|im_sep|>", "<|endoftext|>"),
             axolotl="chatml", llamafactory="chatml", swift="chatml", swift_tools="hermes"),
    Template("llama3", "meta-llama/Meta-Llama-3-8B-Instruct", "<|eot_id|>", "<|begin_of_text|>",
             also_control=("<|end_of_text|>", "<|eom_id|>", "<|python_tag|>"),
             axolotl="llama3", llamafactory="llama3", swift="llama3"),
    Template("mistral", "mistralai/Mistral-7B-Instruct-v0.3", "</s>", "<s>",
             also_control=("[TOOL_CALLS]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
                           "[/TOOL_RESULTS]"),
             axolotl="mistral_v2v3", llamafactory="mistral"),
    Template("gemma", "google/gemma-2-2b-it", "<end_of_turn>", "<bos>", also_control=("<eos>", "<pad>", "<unk>"),
             axolotl="gemma", llamafactory="gemma", swift="gemma"),
    Template("qwen3", "Qwen/Qwen3-0.6B", "<|im_end|>", also_control=("<|endoftext|>", "<|im_sep|>"),
             axolotl="qwen3", axolotl_thinking="chatml", llamafactory="qwen3", swift="qwen3"),
    Template("deepseek", "deepseek-ai/DeepSeek-V3-0324", "<｜end▁of▁sentence｜>", "<｜begin▁of▁sentence｜>",
             also_control=("<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"),
             axolotl="deepseek_v3", axolotl_thinking="jinja", llamafactory="deepseek3"),
    Template("phi", "microsoft/Phi-3.5-mini-instruct", "<|end|>",
             also_control=("<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<s>", "</s>"),
             axolotl="phi_35", llamafactory="phi", swift="phi3"),
)  # fmt: skip

TEMPLATES: Mapping[str, Template] = {template.name: template for template in _ALL}
"""By name; any other chat format is the folder of a tokenizer."""

OWN = Template("", "YOUR/MODEL", "")
"""Formats of the user's own, of which nothing is known."""


def template_of(name: str) -> Template:
    """Return the row of a name; a tokenizer's folder is the model that speaks its format."""
    return TEMPLATES.get(name) or Template(name, name, "")
