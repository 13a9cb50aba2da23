"""Calls in which nothing is personal, about journeys, cover, money and health, and small talk."""

JOURNEYS = """
c: The flight is [flight] on [weekday].
a: Flight [flight] leaves at [time] from gate [small].
c: We're [small] adults and [small] children.
a: That's [money] per person, including a bag.
c: I've got a case of [count] kilos.
a: The limit is [count] kilos, it's [money] for each extra one.
c: We landed [small] hours late in Toronto.
a: Check in is from [time] and breakfast ends at [time].
c: We were in room [three] and the shower was cold.
a: It's [small] nights from the [nth] of [month].
c: I booked [small] nights and you've charged me for [small].
c: The hotel was three stars at most.
a: There's a train at [time] and one at [time].
c: The [time] from Manchester was cancelled.
a: Platform [small], in about [count] minutes.
c: I was stuck on the M twenty five for [small] hours.
c: There was an accident on the I ninety five.
c: It's just off junction [count], before the services.
c: I've broken down somewhere past exit [count].
c: I'm on the hard shoulder, near the big blue sign.
c: It's the first street after the roundabout.
c: You go over the bridge and turn left at the church.
a: Is there a landmark near you? | c: There's a petrol station on the corner.
c: The road's closed for the marathon.
c: Every street round here is permit only.
c: I parked on a side street and got a ticket for [money].
c: The car's done [big] miles.
c: It's a [year] Corolla with about [big] on the clock.
c: It's a one point six diesel.
a: How many doors has it got? | c: [small].
c: The tyres were changed at [big] kilometres.
a: How many miles a year do you do? | c: About [big].
c: The bus is every [count] minutes and it's always full.
a: The cruise is [count] nights, from Southampton.
c: The exchange rate was one point [count].
a: It's a non refundable fare, so there's a fee of [money].
c: We changed to the [nth] and it cost [money] more.
c: It was [count] degrees and no air conditioning.
c: They moved us from row [small] to row [count].
a: Seats [small] and [small] are together. | c: Great, we'll take those.
"""
COVER = """
a: Your excess is [money].
c: The quote last year was [money] and now it's [money].
a: You have [small] years no claims.
c: I haven't made a claim since [year].
a: It covers up to [big] dollars for contents.
c: The deductible is [money], isn't it?
a: The renewal is on the [nth] of [month].
a: You've a [count] day cooling off period.
c: The ceiling came down in the storm on [weekday].
c: Somebody scraped my bumper in the car park.
a: When did it happen? | c: [weekday], about [time].
a: And how fast were you going? | c: About [count].
c: The garage says it'll be [money] plus tax.
a: There were [small] claims on that road this winter.
c: The surgeon said [small] to [small] weeks off work.
c: I take [small] tablets a day, [count] milligrams.
a: The dose is [small] times a day, with food.
c: My blood pressure was [three] over [count].
c: I had a temperature of [count] degrees for [small] days.
a: The clinic can see you at [time] on [weekday].
c: I've been waiting [count] weeks for the scan.
a: You're on week [count] of the list.
c: It's my left knee, for about [small] months.
a: The co pay is [money] a visit.
c: They billed me [money] for a [count] minute visit.
a: You've met [money] of your [money] deductible.
a: That's covered at [percent] after the deductible.
c: The premium is [money] every [small] months.
c: I'm [count] and my wife is [count], does that change the price?
c: The roof's about [count] years old.
c: The dog ate [small] of them, the vet was [money].
a: The vet bill limit is [money] a year.
c: It's a form of [count] pages and I'm stuck on page [small].
a: You'll find it in section [small], paragraph [small].
c: I sent [small] photos and the estimate.
a: I'll upload the [small] documents now.
a: Is anyone hurt? | c: No, just shook up.
c: The policy says storm, it doesn't say flood.
a: What's the address of the property? | c: I'd have to look, it's my tenant's place.
a: Have you got the reg of the other car? | c: No, he just drove off.
"""
MONEY = """
c: There's a charge of [money] I don't recognise.
a: That was a payment of [money] on the [nth].
c: I want to move [money] into savings.
a: Your balance is [money].
a: Your available credit is [money] of [money].
c: Can I raise my limit to [big]?
a: The rate is [small] point [count] percent.
c: I've got a fixed rate for [small] years at [percent].
a: The repayments would be [money] over [count] months.
c: They took [money] twice on the same day.
c: It's from the machine on the high street, it ate my card.
c: I lost my card on [weekday] night.
a: The new card will be there in [small] to [small] days.
a: Your card should arrive by [weekday]. | c: And the PIN? | a: That comes separately.
c: I forgot my PIN and I'm locked out.
c: I never told anybody my PIN.
a: Never share your password with anyone, even us.
a: We'll never ask for the full password.
c: I've reset my password [small] times today.
a: The code will be six digits. | c: I haven't got anything yet.
a: Have you got the card in front of you? | c: No, it's at home.
a: It's the three digits on the back. | c: I can't read them, they've rubbed off.
c: The cheque was for [money], dated [date].
a: It clears in [small] working days.
c: Is there a fee to send [money] to Poland?
a: It's [percent] with a minimum of [money].
c: I earn about [big] a year before tax.
a: Interest was [money] in [year].
c: The pound was at one [count] last week.
c: My pension went up by [percent] in [month].
a: The transfer limit is [big] a day.
c: I've been with Wells Fargo for [count] years.
c: I opened it in [year], at the branch in Cork.
c: The tax year [year] to [year] is missing.
a: The last day for that is the [nth] of [month].
c: There's [small] payments pending, all [money].
a: Your score went from [three] to [three].
c: They want [money] up front and then [small] payments.
a: That's [small] transactions over [money] each.
a: I've refunded the fee of [money], you'll see it [weekday].
"""
TALK = """
a: Is there anything else I can help you with today? | c: No, that's everything, thank you.
c: Hello? Can you hear me now?
a: I'm just going to put you on a brief hold, is that okay?
c: I've spoken to [small] different people and I got [small] different answers.
a: I do apologise for that, let me take a look.
c: It's not good enough, to be honest with you.
a: Bear with me, the system's a bit slow this morning.
c: How's the weather over there?
a: It's about [count] degrees and sunny, can't complain.
c: Can I speak to a manager, please?
a: One moment, I'll just get my supervisor for you.
a: On a scale of one to ten, how did I do? | c: I'd say a [small].
c: Give him a ten out of ten from me.
a: This call may be recorded for training.
a: Please listen as our options have changed. Press one for billing, two for repairs.
c: I pressed one and then three and then it cut me off.
c: The website's down again, it just spins.
a: Try a different browser, Chrome or Firefox.
c: I clicked on the link and it went to a page that says four oh four.
a: It's a known issue, we had [three] calls about it today.
a: We had [big] customers affected in [month].
c: My dad's nearly [count] and he can't manage this online.
c: The kids are [small] and [small], so I'm up early anyway.
c: Sorry, that's the doorbell. | a: Take your time.
c: One sec, I'm just driving, let me pull over.
c: Happy Easter to you. | a: And to you.
c: I may call back in August if it isn't sorted.
c: I'll be away all of May and most of June.
c: We'll see you on [weekday], will we?
a: You will indeed, between [time] and [time].
c: I was up at [time] with the noise of it.
a: I'm here until [time] if you need me.
c: That's what the other girl said [weekday].
c: You've been brilliant, thank you so much.
c: The music on your line would drive you mad.
a: Could you hold for one or two minutes? | c: Go on so.
c: I've it written down here somewhere, give me a second.
c: He was here at [time] and gone by [time].
a: Would the morning or the afternoon suit? | c: Afternoon, after [small].
c: It's the same thing every [month].
c: It took [small] goes to get through.
c: I'm sick of hearing the same two songs.
a: So just to recap, one new box, two cables and no charge.
c: It was the day after the bank holiday, so the [nth].
a: What year was it built? | c: Nineteen thirties, I think.
c: It's a Georgian place, about [three] years old.
c: You're looking at fifty fifty, I'd say.
c: They do it twenty four seven down the road.
c: I only need one or two of them.
c: I've been to [small] stores, none of them have it.
a: No worries at all, have a good one.
c: It's been nothing but hassle from day one.
c: I was number [count] and then I was number [count], going backwards.
c: The leaflet came in with the paper on [weekday].
c: It was on the news at [time].
a: I can see the notes from [weekday], give me a second to read them.
a: You were promised a call within [count] hours, is that right?
c: First it was [small] hours, then [count], and now nobody knows.
c: The email said seven to ten days, it's been [count].
c: I'm on the second floor and there's no lift.
"""
FIELD = """
c: The serial number is [ref].
a: The part number for that filter is [ref].
c: It says batch [ref] on the side of the tin.
a: What's the model? | c: It's a Bosch series [small].
c: I've the Galaxy S twenty two, it's cracked.
c: It's the Xbox, the one with [three] gig.
c: It takes double A batteries, [small] of them.
a: The recall is for the [year] and [year] models.
c: The filter needs changing every [small] months.
c: I measured it, it's [count] by [three].
a: Size [small] or size [count]? | c: The bigger one.
c: The leak is about [small] litres a day.
a: We'd need at least [small] quotes.
c: I've [count] staff and [small] vans on it.
a: The job number is [order], I'll mark it urgent.
c: The docket says job [order].
a: You're booked for the [nth], job [order].
c: My ticket is [order], it's been open since [month].
a: That's reference [ref], for the complaint.
c: The delivery note is [order].
a: I'll raise it as incident [order].
c: The voucher is for [money] and it runs out in [month].
a: The gift card has [money] left on it.
c: We paid [money] in [year] and [money] in [year].
a: Your plan number [small] is the one with the sports.
c: The lesson is [count] minutes for [money].
c: The concert's on the [nth] and I've no tickets.
a: Doors at [time], it starts at [time].
c: Row [small], seats [count] and [count], but they sent us the balcony.
c: I need [small] rolls, [small] metres each.
a: It's [money] a metre or [money] a roll.
c: The chicken was off, best before was the [nth].
a: The use by date on it? | c: The [nth] of [month].
c: I ordered a number [small] and got a number [count].
a: Table for [small] at [time]? | c: That's right.
c: It's chapter [small], the one about refunds.
c: They quoted [small] grand for the windows.
a: There's [count] percent in it for you if you stay.
c: It's route [count] that stops outside.
c: She said extension [three] and it rang out.
"""
