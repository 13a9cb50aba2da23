"""`unknown`: the reason cannot be told from what is said."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "unknown"
ACTS = (
    act(
        "unclear.wrong_number",
        """
        oh is this not the bank
        i think that i have dialed the wrong number
        i wanted to speak to the doctor in {town}
        sorry i was looking for the garage
        are you not the people with the water
        i am looking for my sister and this is her number i thought
        is that not the school in {town}
        i must have pressed the wrong button on my phone
        sorry i wanted my insurance company
        no i am calling for a taxi
        """,
    ),
    act(
        "unclear.vague",
        """
        my wife told me to call but she did not say why
        i missed a call from you and i do not know what it was about
        somebody rang me from this number on {day}
        i do not remember what i wanted to ask you
        there was a message but i could not hear what it said
        i can not really say what it is it is just strange
        my son normally does this and he is not here
        i had it written down but now i can not find it
        it is about the thing from last time you know
        well it is that thing again i can not describe it
        """,
    ),
    act(
        "unclear.detail",
        """
        i will call again when i know more
        sorry to take up your time
        i am a little confused today
        never mind i will ask at home
        the line is bad i can hardly hear you
        """,
    ),
)
VARIANTS = ("unclear.wrong_number", "unclear.vague")
