"""`sales_overpromise`: a promise nobody had the right to make, mostly told indirectly."""

from __future__ import annotations

from demo.grammar.template import act

CAUSE = "sales_overpromise"
ACTS = (
    act(
        "sales.installation",
        """
        {seller} said that the installation was included
        i was told that putting it in would cost nothing
        when i signed up {seller} said there was no fee for the technician
        there is {amount} dollars for installation and i was told it was free
        {seller} gave me his word that i would not pay for the set up
        nobody said a thing about {amount} dollars for putting it in when i signed
        i asked about the installation and {seller} said do not worry
        as i understood {seller} the technician would come for free
        the set up was part of the deal that is what i heard when i signed
        we shook hands on it that the installation was in the price
        """,
    ),
    act(
        "sales.price_lock",
        """
        {seller} told me that the price would never change
        i was told that i would pay {price} dollars for as long as i stay
        i have the word of {seller} that it stays at {price} dollars for life
        when i signed i heard {price} dollars and not a cent more for ever
        {seller} said you will never pay more than {price}
        it was sold to me as a price for life
        i asked {seller} if it goes up and the answer was no
        they swore that the price was fixed when they signed me up
        i would not have signed if {seller} had told me that it goes up
        {seller} wrote {price} dollars on my contract by hand
        """,
    ),
    act(
        "sales.cancel",
        """
        {seller} said i could leave any time i like
        i was told that there is no contract and now there is one
        when i signed i was told to try it and cancel if i do not like it
        they said no strings and now you want {amount} dollars to let me go
        {seller} never said that i was bound for {months} months
        i was promised that i could stop whenever i want
        to get my name on the paper {seller} said it was only a trial
        i heard try it for {months} months and give it back if you want
        if {seller} had been honest about the {months} months i would not be here
        they talked me into it and said that i could go back any day
        """,
    ),
    act(
        "sales.speed",
        """
        {seller} said i would get {speed} and i get a tenth of it
        i was sold {speed} and my house can not even have it
        when i signed up they told me {speed} would be no problem here
        {seller} promised me {speed} on every floor of the house
        i was told that the old line could do {speed}
        {seller} said it would be faster than what i had and it is slower
        they sold my mother {speed} and she only reads the news
        i was told it would work at our farm and it can not
        we paid for {speed} because {seller} said we would need it
        that is not the speed that {seller} talked about
        """,
    ),
    act(
        "sales.gift",
        """
        {seller} said there would be a free tablet with it
        i was promised {amount} dollars back for signing and i got nothing
        where is the television that came with the deal
        they told me that i get a gift card for {amount} dollars
        {seller} said that the sports channels were part of it
        i was told the second box is free and now you charge for it
        {seller} said you would pay the fee to my old company
        when i signed you were going to pay my old contract off
        i signed for three free months and {seller} said they would come by themselves
        {seller} threw in the film channels and now they are on my bill
        """,
    ),
    act(
        "sales.detail",
        """
        i remember it very well because my wife was there
        i signed on {day} at my own kitchen table
        he was very friendly when he wanted my name on the paper
        we talked about it for half an hour
        i have his card here somewhere
        it was in the shop in {town}
        i asked him twice and he said yes both times
        she even wrote it on the back of the contract
        i took the contract because of that
        there was nothing in writing but i heard it
        """,
    ),
)
VARIANTS = ("sales.installation", "sales.price_lock", "sales.cancel", "sales.speed", "sales.gift")
