"""`customer_need`: calls a company wants. Some mention a mailer, an agent or a seller, and have no complaint."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "customer_need"
ACTS = (
    act(
        "need.upgrade",
        """
        i would like to go up to {speed} please
        we need a faster line because the children are at home
        can i have a bigger plan from next month
        i want to add the sports channels to my plan
        please add a second box for the bedroom
        what would it cost to go to {speed}
        i am thinking about a faster {service} and i would like to order it
        could you put me on the plan with {speed}
        i would like to add a home phone to what i have
        we would like to have the film channels as well
        """,
    ),
    act(
        "need.move",
        """
        we are moving to {town} and want to take the {service} with us
        i have a new address from {day}
        i am moving house in {month} and need the line moved
        can you change my address please
        we bought a house in {town} and want you there too
        my new flat needs to be connected on {day}
        i want to keep my number when we move to {town}
        please send my bills to my new house from now on
        i got married and my name has changed
        i have a new mail address and i want to give it to you
        """,
    ),
    act(
        "need.order",
        """
        i would like to order your {service} for my mother
        i want to become a customer
        can i get the {service} at my new office
        i would like to sign up for {speed}
        my son needs a line of his own and i want to order one
        we want to come to you from another company
        my friend in {town} is happy with you and i want it too
        how soon could you connect us if i order today
        i would like to buy one of your new routers
        please sign me up for the {service}
        """,
    ),
    act(
        "need.pay",
        """
        i would like to pay my bill by card
        can i pay the {amount} dollars now over the phone
        my card has changed and i want to give you the new one
        please take this month from my new card
        i want to settle the open {amount} dollars today
        i would like to pay for {months} months at once
        i want to change how i pay from bank to card
        could you take the payment from another card
        the old card ran out and here is the new one
        i want to pay my mother her bill with my card
        """,
    ),
    act(
        "need.happy_paper",
        """
        the {paper} was very clear and i would like to take the offer
        i read the {campaign} card and i want to order just that
        i want the {campaign} offer exactly as it is printed
        i have the {paper} here and i would like to sign up please
        the conditions are fine with me and i want to start on {day}
        i like the {campaign} offer so please put me down for it
        i saw the price of {price} dollars and i am happy with it
        i have read it all and i would like {speed} please
        that {paper} came just in time because i need a faster line
        {seller} explained it well and now i want to order
        """,
    ),
    act(
        "need.question",
        """
        how do i change the password of my {service}
        when does my contract end please
        which channels are in my plan
        could you send me a copy of the bill for {month}
        how much data do i have left this month
        do you have a shop in {town}
        what are your opening hours on {day}
        i would like to know how to use my {service} when i travel
        can you tell me the date of my next payment
        i want to know how i can watch it on my phone
        """,
    ),
    act(
        "need.detail",
        """
        there is no hurry but this week would be good
        i am very happy with you so far
        your colleague was very helpful last time
        the line works well i can not complain
        i have all the papers here with me
        we have grown as a family you see
        everything else can stay as it is
        i was told it can be done over the phone
        it would be nice to have it before {day}
        my old plan was fine until now
        """,
    ),
)
VARIANTS = ("need.upgrade", "need.move", "need.order", "need.pay", "need.question")
DISTRACTED_VARIANTS = ("need.happy_paper",)
