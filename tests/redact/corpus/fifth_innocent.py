"""Calls in which nothing is personal, about orders, bills, meters and parcels; `[…]` is a number as it is said."""

ORDERS = """
c: My order number is [order].
c: I'm calling about order [order], it was meant to come [weekday].
a: Do you have an order number? | c: Yes, it's [order].
a: Your order number is [order], and it'll be there by [weekday].
c: The order reference on the email is [order].
c: I ordered [count] of them and only [small] came.
c: I bought [small] pairs of jeans and one's the wrong size.
a: How many did you order? | c: [small].
a: And how many were in the box? | c: Just the [small].
c: The tracking number is [order] and it hasn't moved since [weekday].
a: Your case number is [order], just quote that if you ring back.
a: Your ticket number for this is [order].
a: I'll give you a complaint reference, it's [ref].
c: I've got a reference number here, [ref].
a: The return number you need to write on the box is [order].
c: The invoice number is [order], dated [date].
a: The item code in the catalogue? | c: It's [ref].
c: The model number on the back is [ref].
c: It's the [count] inch one, in white.
c: I want to swap the size [small] for a size [small].
c: Is it still [percent] off in the sale?
a: With the voucher it comes to [money].
c: I was charged [money] but the website said [money].
a: Delivery is [money], or it's free over [money].
a: You've [count] days to return it for a full refund.
a: It takes [small] to [small] working days.
c: It said between [time] and [time] and nobody came.
a: The driver is about [small] stops away.
a: You're number [small] in the queue.
c: I've been on hold for [count] minutes.
c: I've called [small] times about this now.
a: It'll be with you [weekday] morning, between [time] and [time].
c: The parcel weighs about [small] kilos.
c: The box is [count] by [count] centimetres.
c: Does it come in black, or only the blue?
a: We have [small] left in the Leeds branch.
c: I picked it up from Best Buy in [year].
c: The John Lewis one was [money] cheaper.
a: Your points balance is [big].
c: I've got [big] points and I can't spend them.
a: That's [count] points for every [money] you spend.
c: The instructions say step [small] and there's no screw left.
c: The washing machine shows error E [small].
c: It says error [three] when I open the app.
a: Press [small] on the remote and hold it for [count] seconds.
c: It's the Samsung, the sixty five inch.
c: I've an iPhone thirteen and I want the fifteen.
c: It's a PlayStation five bundle with two controllers.
a: The warranty runs for [small] years from [date].
c: I bought it in [month] [year] and it broke in [month].
c: The kettle's only [small] months old.
a: The part is out of stock until [weekday] week.
c: Is the shop open on [weekday]?
a: We're open from [time] to [time], [weekday] to [weekday].
a: Can I take your card number? | c: I'd rather pay in the shop, if that's okay.
a: What's your email address? | c: I don't have one, sorry.
a: Can I have your date of birth? | c: Why do you need that?
a: Do you have your order number handy? | c: No, I deleted the email.
c: My card was declined and I don't know why.
c: I never got the email with the receipt.
c: Do I need to give you my address again?
c: There were [small] of us at the till and only one assistant.
c: The dress was [money] and the shoes were [money].
a: I've taken [money] off for the trouble.
a: That's [money] altogether, including the delivery.
c: It's been [small] weeks and [small] emails.
"""
HOME = """
c: My meter reading is [reading].
a: What's the reading on the meter? | c: It's [reading].
a: And the night rate? | c: The night one is [reading] and the day one is [reading].
c: The gas is reading [reading], and the last bill said [reading].
c: You estimated [reading] and it's actually [reading].
a: So that's [reading], ignoring the red numbers.
a: You used [three] units last quarter.
c: We used [big] kilowatt hours in a month, that can't be right.
a: Your unit rate is [small] point [small] pence.
a: The standing charge is [count] pence a day.
a: Your direct debit goes up to [money] a month from [month].
c: My bill went from [money] to [money].
a: You're in credit by [money].
c: I'm [money] behind and I can pay [money] a week.
a: That would be [small] instalments of [money].
c: We've had no power since [time] this morning.
c: The whole street's out, all the lights are off.
a: We've got a fault affecting [three] homes in the area.
a: Engineers should have it back on by [time].
c: The boiler pressure is at [small] bar and it keeps dropping.
c: The thermostat says [count] degrees but it's freezing.
c: It's flashing [small] times and then stopping.
a: Reset it and wait [small] minutes.
c: The engineer came on [weekday] and stayed [count] minutes.
a: I can do [weekday] the [nth] between [time] and [time].
c: There's water coming up in the road outside.
c: They've dug up the pavement on our road again.
c: It's a three bed semi with solar on the roof.
c: It's the second house from the corner, with the green gate.
c: We've [small] panels and an inverter.
a: The feed in rate is [small] cents per kilowatt hour.
c: I only top up [money] at a time.
c: The prepayment meter shows [money] left.
a: The smart meter sends a reading every [count] minutes.
c: I'm paying for [small] bins and they only take one.
a: The tariff is fixed until [month] [year].
c: My contract ended in [month] and nobody told me.
a: There's an exit fee of [money] per fuel.
c: Broadband's down, the light on the router is red.
a: Is the light solid or flashing? | c: It's flashing orange, [small] times.
c: I'm getting [small] megabits and I pay for [three].
a: Your line should get at least [count] megabits.
a: Turn it off at the wall for [count] seconds.
c: I switched it off and on [small] times.
c: Channel [three] has gone, and the sport ones.
a: You have [count] gigabytes left this month.
c: I used [count] gig in [small] days.
a: The plan is [money] a month for [count] months.
c: The roaming charge was [money] for one day in Spain.
a: You've got unlimited texts and [three] minutes.
c: The phone is on [percent] battery and dies.
c: I've had the same number for [count] years.
a: Are you calling from the number on the account? | c: Yes, the same one.
a: Your upgrade is due on the [nth] of [month].
c: I pay [money] for [small] lines and it's too much.
a: The installation fee is [money], one off.
c: The technician never showed up, window was [time] to [time].
c: The neighbours on both sides have it and we don't.
c: There's a cabinet on the street that's been knocked over.
c: The lamp post outside has been out for [small] weeks.
a: It's version [small] point [small] of the app.
c: Windows eleven won't see the printer.
a: Port [small] on the back of the box, the yellow one.
c: I unplugged the yellow cable and plugged it into socket [small].
"""
