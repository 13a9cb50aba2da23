"""Words that make a number an amount, a time or a count."""

from redact.lexicon.wordlist import words

UNITS_AFTER = words("""
    dollar dollars pound pounds euro euros cent cents pence penny pennies bucks quid percent percentage grand second
    seconds minute minutes hour hours day days week weeks weekday weekdays month months year years o'clock am pm times
    time gigabyte gigabytes gigabit gigabits gig gigs megabit megabits megabyte megabytes meg megs mbps degrees people
    person calls call emails letters letter flyers bills bill channels channel devices device boxes box items item
    pieces piece rooms room bedrooms customers hundred thousand million billion feet foot miles mile inches inch
    kilometers meters metres stars star lines line visits visit payments payment kids children tvs televisions phones
    computers laptops routers copies gb mb tb kb usd eur gbp rs rupees kg km cm usb working business points units
    characters adults guests chairs tables tickets seats tablets milligram milligrams millilitres kilo kilos kilogram
    kilograms litre litres liters gallon gallons ounces centimetres centimeters millimetres watts volts amps kilowatt
    kilowatts orders packs bottles bags pairs shirts dozen years' stops doors bars steps tries attempts numbers digits
    digit words months' weeks' days' nights night year's month's pages page
    rand rands dirham dirhams dinar dinars riyal riyals ringgit shilling shillings naira cedi cedis peso pesos yen yuan
    franc francs krona kronor kroner zloty lira shekel shekels baht rupiah won's lakh lakhs crore crores sen fils
    high wide deep tall thick across apart millimeters centimetres centimeter centimetre millimetre millimeter
    kilometres kilometre kilometer metre meter yards yard acres acre hectares hectare tonnes tonne tons ton stone
    pints pint gallon litre liter millilitre milliliters microgram micrograms mcg mg ml tablet capsules capsule puffs
    drops spoons teaspoons tablespoons calories kilojoules joules bar psi pascals hertz kilohertz megahertz gigahertz
    decibels lumens kelvin fahrenheit celsius knots mph kph rpm kilowatt watt volt amp amps ampere ohms therms
    terabyte terabytes kilobytes kilobits terabit pixels dots frames fps episodes seasons chapters verses lines rows
    columns sheets copies reams units unit shares stocks bonds votes voters members passengers adult child pupils
    students patients customers households homes houses flats apartments beds berths parcels packages pallets crates
    cases cartons tins cans jars sachets rolls tiles planks boards bricks slabs panels bulbs lamps batteries plates
    cups mugs forks knives spoons towels sheets pillows cushions curtains blinds servings portions slices eggs cups
    laps goals wickets runs overs sets games matches rounds holes strokes innings players seater speed gears cylinders
    valves horsepower pence's percent's quarters halves thirds decades decade centuries century fortnight fortnights
    sessions lessons classes credits tokens stamps coupons vouchers texts messages gigs' megs' downloads streams
    screens profiles users licences licenses seats logins accounts invoices receipts orders returns items products
    pieces parts components screws bolts nails hinges keys locks windows doors radiators sockets switches plugs
    """) - {"hundred", "thousand", "second", "line", "star", "keys"}
MONEY = words("""
    dollar dollars pound pounds euro euros quid bucks rand rands rupee rupees dirham dirhams dinar dinars riyal riyals
    ringgit shilling shillings naira cedi cedis peso pesos franc francs krona kronor kroner zloty lira shekel shekels
    baht
    """)
"""Behind an amount of one of these comes the small change: "sixty seven rand forty"."""
UNITS_BEFORE = words("""
    press pressed option channel version chapter page step level floor row gate platform windows room highway route exit
    section paragraph article episode season
    """)
