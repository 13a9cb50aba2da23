"""A call's own record decides who is on which channel, in its words, its sound and its picture."""

from dataclasses import replace
from datetime import datetime

from audio.words import Speaker
from review_ui.sound_picture import lanes_of
from settings.channels import ChannelRule
from settings.settings import Settings, Speech
from store.installation import Installation
from store.tables.call import Call, CallState, Direction
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.sounds import noise, sound
from tests.fakes.speech import FakeSpeech
from transcribe.channels import ChannelMap
from transcribe.recording import transcribe_recording
from worker.exempt import exemptions
from worker.recording import channel_map_of, keep

SETTINGS = Settings(speech=Speech(channels=[ChannelRule(queue="sales", swap_outbound=True)]))


def test_an_outbound_sales_call_has_the_customer_on_the_left() -> None:
    call = Call(queue="sales", direction=Direction.OUTBOUND, source="calls.csv")
    assert channel_map_of(call, SETTINGS) == ChannelMap().swapped()
    call.direction = Direction.INBOUND
    assert channel_map_of(call, SETTINGS) == ChannelMap()


def test_what_is_stored_says_whose_lane_is_whose(installation: Installation, now: datetime) -> None:
    """The card number that a customer reads out on the left is silent there, and the agent's own words stay."""
    spoken = sound(noise(12.0, seed=1), noise(12.0, seed=2))
    speech = (
        FakeSpeech()
        .says("agent", "my card is four one one one one one one one one one one one one one one one", at=1.0)
        .says("customer", "yes go on I have the form in front of me and write it down for you", at=1.5)
    )
    with installation.sessions.begin() as session:
        call = make_call(
            session, queue="sales", direction=Direction.OUTBOUND, source="calls.csv", state=CallState.DRAWN
        )
        heard = transcribe_recording(spoken, speech, channel_map=channel_map_of(call, SETTINGS))
        keep(installation, call.id, spoken, heard, exemptions(session, installation.settings))(session, now)
        transcript = session.query(Transcript).one()
        assert [segment["speaker"] for segment in transcript.segments] == ["customer", "agent"]
        assert lanes_of(transcript, 2) == (Speaker.CUSTOMER, Speaker.AGENT)
        loud = [max(lane[100:200]) for lane in transcript.waveform]
        assert loud[0] < 0.05 < loud[1]


def test_a_channel_that_carries_both_is_cut_for_both() -> None:
    one_line = transcribe_recording(sound(noise(4.0), 0.5 * noise(4.0)), FakeSpeech().says("agent", "hello", at=1.0))
    assert one_line.sides == (Speaker.UNKNOWN, Speaker.UNKNOWN)
    assert one_line.channel_of == {}
    assert replace(one_line, sides=(Speaker.CUSTOMER, Speaker.AGENT)).channel_of == {
        Speaker.CUSTOMER: 0,
        Speaker.AGENT: 1,
    }
