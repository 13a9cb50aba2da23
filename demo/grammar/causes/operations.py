"""`ops_issue`: something that should run does not. Some callers have the mailer in their hand all the same."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "ops_issue"
ACTS = (
    act(
        "ops.outage",
        """
        my {service} has been down since {day}
        there is no signal at all here in {town}
        nothing works in our house since {day} morning
        the {service} keeps dropping every few minutes
        all the lights on the box are red since {day}
        the whole street in {town} has no {service}
        i have had no connection for {number} days now
        we can not get online and it has been {number} days
        the line is dead and it was fine until {day}
        it stopped working on {day} and it has not come back
        i can not work from home because the {service} is gone
        every evening it goes off for {number} hours
        it says no connection on every screen in the house
        since your works in {town} the {service} does not come on
        i switched it off and on and still there is nothing
        """,
    ),
    act(
        "ops.outage_paper",
        """
        i only use the {paper} for the number because my {service} is down
        the {paper} is not the problem the problem is that nothing works here
        never mind the {paper} we have had no {service} since {day}
        i do not want the offer i want my {service} to work again
        before you send me any {paper} please get my {service} running
        the number was on your {paper} and my {service} has been off since {day}
        i took the number from the {campaign} card because our line is dead
        your {paper} is nice but we have had no connection for {number} days
        i would love the offer if only the {service} worked at all
        how can you send me a {paper} when the {service} is down in all of {town}
        """,
    ),
    act(
        "ops.billing",
        """
        you took the money twice this month
        i was charged twice on {day}
        the same amount left my bank account two times
        there are two payments of {amount} dollars on the same day
        you have billed me for {month} again and i paid that already
        i paid on {day} and i still got a reminder
        my payment of {amount} dollars does not show up with you
        the bill has the wrong name and the wrong house on it
        it says that i owe {amount} dollars but everything is paid
        i see the same charge of {amount} dollars two times
        """,
    ),
    act(
        "ops.promise",
        """
        {seller} said the router is free and you still charge me for it
        i was told that i can keep my number and you gave me a new one
        moving was supposed to be free and there are {amount} dollars for it on my bill
        when i signed the first month was free and you billed it all the same
        {seller} told me that support costs nothing and now i see a fee for it
        the free router was in my contract and it is on the bill with {amount} dollars
        i was promised a text before the technician comes and nobody wrote
        {seller} said i can change my plan once a year for free and it cost me {amount} dollars
        they said my old number comes with me and it did not
        the first month should be free just as {seller} told me
        """,
    ),
    act(
        "ops.delivery",
        """
        the box was supposed to be here on {day} and it is not
        i am still waiting for my router after {weeks} weeks
        nobody came on {day} and i stayed home all day
        the technician did not show up again
        the parcel went to the wrong house
        the router that came is broken and will not turn on
        it says delivered but there is nothing here
        you sent me the wrong cable and the wrong box
        the date was {day} and there is still no sign of it
        i have been waiting since {month} for somebody to connect me
        my order {order} is still not here
        """,
    ),
    act(
        "ops.detail",
        """
        i tried it with the cable and without
        it was fine until {day}
        my neighbor in {town} has the same trouble
        i have started it again three times
        it is not my computer i tried another one
        the bank says it is on your side
        i stayed at home and waited for nothing
        nobody sent me a message about it
        there is a red light on the front
        i need it for my work every day
        """,
    ),
)
VARIANTS = ("ops.outage", "ops.billing", "ops.delivery", "ops.promise")
DISTRACTED_VARIANTS = ("ops.outage_paper",)
