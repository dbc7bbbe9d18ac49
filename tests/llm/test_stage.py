import asyncio
from contextlib import aclosing
from pathlib import Path

from mock_server import MockServer
from openbook.config import Config
from openbook.llm.ledger import Ledger
from openbook.llm.models import open_models
from openbook.records import Message, Request
from openbook.run.local import bounded_map


def test_calls_are_paid_once(tmp_path: Path) -> None:
    async def go() -> None:
        async with MockServer() as server:
            api = {
                "small_model": "mock",
                "small_base_url": server.url,
                "large_model": "mock",
                "large_base_url": server.url,
            }
            config = Config.model_validate({"api": api})
            for _ in range(2):
                with Ledger.open(tmp_path / "openbook.db") as ledger:
                    async with open_models(config, ledger) as models:
                        requests = [
                            Request(step="judge", size="small", model="mock", messages=(Message("user", f"n {n}"),))
                            for n in range(50)
                        ]
                        async with aclosing(bounded_map(models.small.reply, requests, 10)) as results:
                            got = {i: r async for i, r in results}
                        assert len(got) == 50
            assert server.answered == 50
            assert models.counters["small"].replayed == 50

    asyncio.run(go())
