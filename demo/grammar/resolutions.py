"""How agents answer. Each act fits more than one cause."""

from __future__ import annotations

from demo.grammar.template import act

ACTS = (
    act(
        "agent.credit",
        """
        i have put a credit of {amount} dollars on your account
        you will see {amount} dollars back on your next bill
        i can take {amount} dollars off your next bill
        we will pay back the {amount} dollars by {day}
        i have changed the bill and you will get {amount} dollars back
        """,
    ),
    act(
        "agent.ticket",
        """
        a technician will call you on {day}
        i have opened a ticket and somebody will look at it today
        we will send a technician on {day} morning
        i have sent this to the right team and they will call you back
        the team will have a look and let you know by {day}
        """,
    ),
    act(
        "agent.explain",
        """
        i will write this down and pass it to the department
        i will send you the conditions so you can read them again
        i can see why that is not clear and i will report it
        i have made a note on your account about this call
        i will ask the department in charge and call you back
        """,
    ),
    act(
        "agent.order",
        """
        i have set that up for you and it starts on {day}
        that is done and you will get a message about it
        your order is number {order} and it will arrive on {day}
        i have changed that for you as of today
        all done it will be active from {day}
        """,
    ),
    act(
        "agent.shrug",
        """
        i am afraid that i do not know how that works
        i am not sure let me ask somebody
        i have never seen that before to be honest
        i do not find anything about that in my system
        that is new to me i would have to ask
        """,
    ),
    act(
        "agent.redirect",
        """
        then you would need to call another number
        please call again when you have the details with you
        i can not find anything under your name
        this does not seem to be one of our accounts
        then i can not do much for you right now
        """,
    ),
)
