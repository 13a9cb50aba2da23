"""Things that have numbers, readings and codes of their own, and belong to nobody. Small letters."""

from redact.lexicon.wordlist import words

THINGS = words("""
    advice aisle alarm album altitude appendix article asset batch batteries battery bay berth blade boiler booth
    branch breaker breed bulb bus cabin cable campaign cartridge case catalog catalogue celsius channel chapter
    charity claim clause clinic color colour company complaint compressor consignment container coordinates coupon
    cylinder degrees dehumidifier department depot depth diagnostic dishwasher dock docket dose draw drawer drawing
    drill dryer edition elevator engine episode error exam exit fahrenheit fault ferry figure filter firmware
    fixture flight flyer freezer frequency fridge furnace fuse gauge gearbox grid hangar heater height highway
    hoover humidity incident index ink inverter isbn iso issue item junction lap leaflet league length letterhead
    lift locker lottery machine manifest map meter mileage model modem module mooring motion motorway mower
    nozzle odometer offer order outlet oven page paint pallet panel paragraph parcel patch pier pipe platform port
    preset pressure printer programme project projector promo pump queue quote race radiator raffle rate recipe
    regulation release remittance report requisition route router row runway schedule season seat section sensor
    serial series shade shelf shipment shop size socket spec species stall standard store strength switch tablet
    tank tariff temperature tender terminal theatre thermostat ticket till tint tire toner tracking train tram tyre
    vaccine vacuum valve vat verse version voltage volume vote voucher warehouse warranty washer washing waybill
    weight width zone
    """)
"""Where one of them is told, a number within the next words is taken for its own."""
SHORT_NUMBERS = words("911 999 112 111 000 101 105 119 988 211 311 411 511 611 711 811 116123 1800 1300 0800 0300")
"""Numbers everybody may call, and how freephone numbers begin."""
