"""How customers begin. Most openings fit several causes, so that the first words do not give it away."""

from __future__ import annotations

from demo.grammar.template import act

ACTS = (
    act(
        "open.vague",
        """
        i have a question about my account
        i am calling about something i do not understand
        i hope you can help me with something
        i need some help with my account please
        i would like to talk to somebody about my account
        there is something i need to clear up
        i was hoping you could explain something to me
        it is a bit of a long story
        i am not sure if i have the right department
        could you look at my account for me please
        """,
    ),
    act(
        "open.bill",
        """
        i am calling about my bill for {month}
        i have a question about my last bill
        i got my bill on {day} and i would like to go over it
        it is about the amount on my bill
        i am looking at my bill and i have a question
        can you look at my last bill with me
        my bill came and i do not quite understand it
        i want to ask about what i pay every month
        it is about the money you took from my account
        i would like to check what i am paying
        """,
    ),
    act(
        "open.service",
        """
        i am calling about my {service}
        it is about the {service} at my house
        i have a question about our {service}
        i want to talk about the {service} that i have with you
        can i ask you something about the {service}
        i am calling because of the {service} we have here in {town}
        it is my {service} again
        i need to speak with somebody about my {service} please
        we have your {service} at home and i am calling about that
        my call is about the {service}
        """,
    ),
    act(
        "open.paper",
        """
        i have your {paper} here in front of me
        i got a {paper} from you on {day}
        i found your number on the {paper} that came this week
        there was a {paper} from quillmere in my mail
        i am holding one of your {paper} cards in my hand
        you sent us a {paper} about the {campaign} offer
        i am calling the number on your {paper}
        your {paper} came through my door on {day}
        we received your {paper} about the {campaign} offer
        i was reading the {paper} you sent me
        """,
    ),
    act(
        "open.order",
        """
        i am calling about an order
        i placed an order with you {weeks} weeks ago
        it is about the order i made on {day}
        i signed up with you last month
        i became a customer of yours in {month}
        i want to ask about my order number {order}
        i have just joined quillmere
        we are new with you since {month}
        i ordered your {service} a while ago
        i signed a contract with you on {day}
        """,
    ),
)
