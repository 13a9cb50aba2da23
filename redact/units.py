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
    """) - {"hundred", "thousand", "second", "line", "star"}
UNITS_BEFORE = words("""
    press pressed option channel version chapter page step level floor row gate platform windows room highway route exit
    section paragraph article episode season
    """)
