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
PAPERS = words("""
    airway appointment basket bidding bill booking callout case certificate chat checkout claim collection complaint
    consignment contract conversation coupon credit cycle delivery despatch dispatch docket enquiry estimate event
    exchange feedback fitting grievance group incident inquiry inspection installation interaction inventory invoice
    issue job loan lot manifest note notice offer order package packing parcel permit picking planning plot prescription
    product project proposal purchase query quotation quote receipt referral refund registration rental repair
    replacement report request requisition reservation return returns rma sales script service session shipment
    shipping stock submission support swap tender ticket tracking transaction transfer upgrade visit voucher waybill
    work scheme frame sequence pitch slot stand bin position team bib caller agent operator answer question step option
    hymn print stitch pattern mould keg build update driver patch bulletin membership loyalty points rewards library
    dossier matter folio ledger voyage coach sailing cruise tour excursion holiday itinerary
    """) - {"registration", "permit", "prescription", "credit", "bill", "transfer", "loan", "event"}
"""What a firm numbers: "return number", "repair reference", "the chat id is"."""
OBJECTS = words("""
    accessory adapter adaptor aerial airbag airbus airliner amplifier antenna armchair axle backpack basket bathtub
    bearing bed belt bench bicycle bike binder blender blind blinds board boeing book bookcase boot bottle bowl bracket
    brake bucket buggy bumper bunk burner button cabinet camera camcorder canister canopy caravan carpet carriage
    casing cassette chain chair chairs channels charger chassis chest chip clamp clock coach console controller
    converter cooker cooler copier cot couch counter coupling crane crate curtain curtains cushion cutter dashboard
    deck decoder desk detector diary digger dimmer disc disk dispenser dongle door drone drum duct duvet envelope
    extractor fan faucet fence folder frame fryer gadget galaxy game garment gasket generator glass glove grill grinder
    guitar gutter hammer handle headboard headphones headset helicopter hinge hob hose hub injector iphone ipad iron
    jacket jersey jet jug kettle keyboard kit knob ladder lamp laptop lathe lawnmower lens lever light lights lock
    lorry lounger loco locomotive macbook magazine magnet mask mat mattress microphone microwave mirror mixer monitor
    motor motorbike mount mouse mug needle notebook novel nut ottoman pad paintbrush part pedal piano pillow pixel
    plane plant player plug poster pram probe processor purifier quilt rack radio rail ramp razor receiver recliner
    recorder refrigerator remote rod roller rotor rug saddle sander saw scale scanner scooter screen screw seal sheet
    shirt shoe shoes shower shutter sink skirt sofa soundbar speaker speakers stand stereo stool stove strap stroller
    suit suitcase sunglasses table tap tape television telly tent tile tiles toaster toilet tool torch towel toy tractor
    trailer trainers transformer transmitter tray treadmill tripod trolley trousers truck tub tube turbine turntable
    tv tyres tires unit vase vent wallpaper wardrobe washers watch webcam wheel wheels windscreen wiper wrench yacht
    bolt cupboard dial disk edition film flavour form formula gearbox jeans lipstick mascara mile perfume photo picture
    plugin podcast puzzle serie shampoo song sprocket stage style theatre thread tower wool yarn
    airport bridge building checkpoint chemist club corridor court entrance gallery hall hotel hut junction lane level
    lot lounge mall marina museum mast office pitch pole pool post pub pylon roundabout school shed site stadium stairs
    station stop street studio substation supermarket tower track tunnel wing ward desk window windows
    room build update driver bulletin act code decree directive ordinance policy rule statute treaty bylaw
    """) - {"code", "policy", "post", "street", "lane", "court", "lot", "building", "unit", "tower", "part", "form"}
"""What a short number beside it may name: "the boeing seven eight seven", "lamp number two two six"."""
SHORT_NUMBERS = words("911 999 112 111 000 101 105 119 988 211 311 411 511 611 711 811 116123 1800 1300 0800 0300")
"""Numbers everybody may call, and how freephone numbers begin."""
