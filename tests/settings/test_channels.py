"""Which channel is the agent: one answer for all calls, or a rule for a source or queue."""

from pathlib import Path

import pytest

from settings.settings import Settings, Speech


def agent(speech: Speech, *, source: str = "folder", queue: str = "", outbound: bool = False) -> int:
    return speech.agent_channel_of(source=source, queue=queue, outbound=outbound)


def test_the_agent_is_on_the_left_unless_somebody_says_otherwise() -> None:
    assert agent(Speech()) == agent(Speech(), outbound=True) == 0
    assert agent(Speech(agent_channel=1)) == 1


def test_sides_change_places_in_outbound_calls_where_the_recorder_puts_the_caller_first() -> None:
    speech = Speech(agent_channel=1, swap_outbound=True)
    assert (agent(speech), agent(speech, outbound=True)) == (1, 0)


def test_the_first_rule_that_fits_a_source_and_queue_overrules_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "listenback.toml").write_text(
        """
        [speech]
        agent_channel = 0
        [[speech.channels]]
        source = "genesys-*.csv"
        queue = "sales"
        agent_channel = 1
        swap_outbound = true
        [[speech.channels]]
        source = "genesys-*.csv"
        agent_channel = 1
        """
    )
    monkeypatch.setenv("LISTENBACK_SPEECH__SWAP_OUTBOUND", "true")
    speech = Settings(home=tmp_path).speech
    export = "genesys-2026-11.csv"
    assert [agent(speech, source=export, queue="sales", outbound=outbound) for outbound in (False, True)] == [1, 0]
    assert [agent(speech, source=export, queue="billing", outbound=outbound) for outbound in (False, True)] == [1, 1]
    assert [agent(speech, source="calls.csv", queue="sales", outbound=outbound) for outbound in (False, True)] == [0, 1]
