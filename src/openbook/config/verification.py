"""What is done with drafts that fail a check."""

from pydantic import Field

from openbook.config.sections import Section


class VerifySection(Section):
    """What is done before a draft is lost."""

    repairs: int = Field(default=1, ge=0, le=5)
    """Times that a draft which fails a check after all attempts is asked again with what was wrong; 0: never."""
