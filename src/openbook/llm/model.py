"""What every engine is: a request goes in, a reply comes out."""

from typing import Protocol

from openbook.calls import Reply, Request


class Model(Protocol):
    """Anything that answers requests: a server, the ledger in front of one, the built-in engine, a script."""

    async def reply(self, request: Request) -> Reply:
        """Return the reply to one logical request.

        Raises TransientError or RefusedError where this call has failed, NoRuleError where the built-in engine has no
        rule, ServerError where no call will ever work, OutputError where a paid reply can't be kept, and Halt where
        nothing more is to be sent.
        """
        ...
