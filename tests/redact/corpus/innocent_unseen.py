"""The other half of the innocent sentences: written after the recognisers.

Its first run is the honest one; what it showed has been mended since, so a new report wants a new half.
"""

UNSEEN = (
    "c: i ordered it on the DAY and the order is DIGITS7", "a: your request is logged under ticket DIGITS6",
    "c: we pay PRICE plus PRICE for the box", "c: it went from PRICE to PRICE in COUNT months",
    "a: an engineer can be there at TIME or TIME", "c: COUNT of my channels are gone since MONTH",
    "c: the lights on the router blink COUNT times", "a: that will be PRICE including tax",
    "c: your shop told me COUNT megabits and i get COUNT", "a: the waiting time is about COUNT minutes",
    "c: the postcard says one price and the bill says PRICE", "c: i have been a customer for COUNT years",
    "a: the invoice number DIGITS6 shows PRICE", "c: i was told to dial COUNT and then wait",
    "c: the street outside was dug up on the DAY of MONTH", "a: we sent the parcel with tracking number DIGITS8",
    "c: the summer offer was PRICE for the first COUNT months", "a: please hold for COUNT minutes while i check",
    "c: the picture freezes every COUNT seconds", "c: serial number DIGITS7 is on the sticker",
    "a: can you tell me the reference on the letter|c: yes DIGITS6", "c: there are COUNT of us in the house",
    "c: i can pay PRICE today and PRICE next month", "a: the promotion ran from MONTH to MONTH",
    "c: nobody came between TIME and TIME", "c: i asked for version COUNT and got version COUNT",
    "a: the meter reading is DIGITS5", "c: they charged me twice PRICE on the DAY",
    "c: my neighbours have the same outage since TIME", "a: i will call the department and ask for you",
    "c: the door to door man said it is only PRICE", "a: there are COUNT people ahead of you in the queue",
    "c: it is the third time i call about the same thing", "c: do you have a plan with COUNT gigabytes",
    "a: your contract ends in COUNT months in MONTH", "c: the booking number is DIGITS6 for the visit",
    "c: i only watch COUNT or COUNT channels anyway", "a: error DIGITS3 means that the cable is loose",
    "c: the flyer promised COUNT free months and a gift card", "c: who is responsible for the lane being blocked",
)  # fmt: skip
