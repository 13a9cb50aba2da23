"""`agent_knowledge_gap`: the answer existed, and an agent did not know it. Training's share."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "agent_knowledge_gap"
ACTS = (
    act(
        "knowledge.contradiction",
        """
        yesterday your colleague told me the opposite of what you say
        every time i call i get a different answer
        i have called {number} times and got {number} answers
        the person on {day} told me it was free and today i hear it is not
        one of you says yes and the next one says no
        your colleague told me to send a form that does not exist
        i was told on {day} to call this number and here they say it is the wrong one
        the last one i spoke to told me something else again
        two of you looked at the same page and told me two things
        on {day} i was told to wait and now i hear that i should not have waited
        """,
    ),
    act(
        "knowledge.no_answer",
        """
        the person i spoke to on {day} did not know the answer
        nobody on your phones can tell me how to do it
        i asked your colleague and she had to guess
        the last agent said that she had never heard of it
        i was passed to {number} people and none of them knew
        your colleague put me on hold and then hung up
        he read me the same page that i can read myself
        i asked how to change the plan and your colleague did not know how
        the agent told me to look it up on the web page
        he said somebody would call me back who knows and nobody did
        """,
    ),
    act(
        "knowledge.wrong_steps",
        """
        your colleague had me reset everything and it was not needed
        on {day} an agent told me to press the button and that wiped it all
        i did what the agent told me and now it is worse
        the agent changed the wrong account
        she told me that my router is too old and it is brand new
        he told me that my plan has no support and it does
        i was told by an agent that i must pay for a free service
        the agent said that a free router is not part of my plan and it is
        they told me on the phone that moving costs {amount} dollars and it is free
        an agent here told me that i could not keep my number and i can
        """,
    ),
    act(
        "knowledge.detail",
        """
        i do not blame anybody but somebody should know this
        maybe they need to be told how it works
        i have the names of all of them here
        she was very kind but she could not help me
        i spent an hour on the phone that day
        it is a simple question i think
        you are the {nth} one i have talked to
        they all start from the beginning again
        i had to explain it all again every time
        he said the system does not tell him
        """,
    ),
)
VARIANTS = ("knowledge.contradiction", "knowledge.no_answer", "knowledge.wrong_steps")
