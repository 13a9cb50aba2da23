"""Sentences that occur in no call: they bring words into speech training that only held-out sentences have."""

from __future__ import annotations

from demo.grammar.template import act

TEMPLATES = act(
    "practice",
    """
    both accounts are active and the office is away
    the doctor became confused and nobody can blame him
    her husband kept the kitchen table in front of the lights
    maybe everyone needed a minute to answer the door
    throw it away and reset the reason for the error
    the news was running on every floor of the office
    my answers nearly stopped the whole working day
    i complain a lot when the costs are billed to me
    anybody can ring the house if the lights seem to end
    the tablet is yours and it runs until the bedroom is full
    i myself would expect the signing to be over by {day}
    telling the news to everyone costs a lot of time
    she kept telling me that the doctor was away from {town}
    please pass the table to her husband in the kitchen
    it stopped at the end of the floor and nearly reset
    what reason do you expect me to give in the error message
    he became active when both of us needed him
    do not throw the tablet away maybe they had two of them
    the answers seem confused and i complain about it
    the bedroom lights are running on your own accounts
    did anybody pass by the office to ring me
    i can not blame you for working a minute more
    if the line runs well everyone is happy with yours
    signing the form myself was all that was needed
    they billed her for the bills of somebody else
    """,
).templates
