"""`marketing_mailer`: a mail piece that misleads. Some say so without ever naming it."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "marketing_mailer"
ACTS = (
    act(
        "mailer.price",
        """
        the {paper} says {price} dollars a month but i am paying {high}
        it says in big letters {price} dollars and you charge me {high}
        you advertise {price} dollars and then the bill says {high}
        i took the offer for {price} dollars from your {paper} and now it is {high}
        what came in the mail said {price} dollars and not {high}
        i read {price} dollars on the paper you sent and i was charged {high}
        the price printed on that {paper} is not the price on my bill
        your own {paper} promises {price} dollars so why is it {high}
        there is a big red {price} on the front and nothing about {high}
        i only joined because of the {price} dollars on your {paper}
        the picture says {price} dollars and the bill says {high} dollars
        you wrote to me that it would be {price} dollars and it is {high}
        it came through my door with a red {price} on it and now i pay {high}
        the {campaign} offer you sent says {price} but nobody will give it to me
        the mail said {price} dollars for everybody and i am still paying {high}
        """,
    ),
    act(
        "mailer.small_print",
        """
        it does not say anywhere that it is only for {months} months
        the small print on the back says new customers only
        it says for everyone and now i hear it is for new customers only
        who can read those tiny letters at the bottom of the page
        on the front it looks free and on the back it is not
        the {paper} does not tell you that you need a new contract
        i got it with my name on it and now you say it is not for me
        why do you send me an offer that i can not have
        it was addressed to me so i thought that it was for me
        the {paper} left out that the price goes up after {months} months
        you need a magnifying glass to see that it ends after {months} months
        the {campaign} offer does not say a word about the contract
        nowhere on that card does it say that there is a fee of {amount} dollars
        the free upgrade in your {paper} is not free at all
        it said free for {months} months and now you want {amount} dollars
        """,
    ),
    act(
        "mailer.code",
        """
        the code {code} on the {paper} does not work
        i typed in {code} just like it says and nothing happens
        your page tells me that {code} is not a valid code
        there is a code on it {code} and the shop would not take it
        i am supposed to use {code} but it is not accepted
        the {paper} says to use {code} and i get an error
        i have tried {code} three times and the price stays the same
        it says enter {code} to save {amount} dollars and it saves nothing
        the offer code you mailed me is refused and it says {code}
        my card says {code} and your web page does not know it
        """,
    ),
    act(
        "mailer.confusing",
        """
        it says i must answer by {day} or i lose my {service}
        is it true that i have to do something by {day}
        it reads as if you will cut off my {service} on {day}
        it looks like a final notice and it scared my mother
        it looks just like a bill and i nearly paid it
        do i have to send this back or can i throw it away
        i do not understand a word of what you sent me
        does the {paper} mean that my price will change
        it says act now but it does not say what i should do
        the {paper} has my old plan on it so which one is right
        """,
    ),
    act(
        "mailer.unwanted",
        """
        you keep mailing me about a service that i already have
        that is the third {paper} this month please stop it
        we get the same {paper} again and again
        it is for my father and he does not live here any more
        please take me off the list for those offers
        why do i get an offer for the {service} that i already pay for
        every week there is a new {paper} from you in the box
        i asked you to stop sending these and here is another one
        you sent {number} of the same {paper} to this house
        i do not want any more of that paper in my mail
        """,
    ),
    act(
        "mailer.detail",
        """
        i have it right here and i can read it to you
        the offer is called {campaign}
        at the bottom there is a code and it is {code}
        it came on {day} and my sister in {town} got the same one
        everybody in our street got it
        i kept it because it looked good
        it is the one with the family on the front
        i called the number that is printed on it
        i showed it to my neighbor and she read it the same way
        you can not read it any other way
        """,
    ),
)
VARIANTS = ("mailer.price", "mailer.small_print", "mailer.code", "mailer.confusing", "mailer.unwanted")
