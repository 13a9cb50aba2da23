"""Firms, products and days that are called like persons: naming one says nothing of who calls."""

from redact.lexicon.wordlist import words

BRANDS = frozenset(
    tuple(name.split())
    for name in """
    john lewis|john deere|jack daniels|jack daniel's|johnnie walker|jim beam|jose cuervo|captain morgan
    ben and jerry's|wells fargo|charles schwab|morgan stanley|jp morgan|edward jones|fannie mae|freddie mac|sallie mae
    hugo boss|harvey norman|austin reed|wendy's|arby's|denny's|carl's|macy's|kohl's|lowe's|moody's|domino's|sotheby's
    jack in the box|jack russell|jack wolfskin|rogers wireless|ed hardy|tim hortons|tommy bahama|perry ellis
    donna karan|diane von furstenberg|oscar de la renta|christian dior|yves saint laurent|stella mccartney
    vivienne westwood|russell hobbs|morphy richards|kenneth cole|steve madden|sam edelman|vera wang|cath kidston
    emma bridgewater|charlotte tilbury|bobbi brown|jo malone|penny's|peter rabbit|thomas cook|henry schein
    william hill|paddy power|fred perry|ben sherman|bernard matthews|mr kipling|sara lee|betty's|jamie oliver
    gordon ramsay|gordon's gin|tanqueray|bell's whisky|jenny craig|dave's hot chicken|wendys|charlie brown
    bob the builder|thomas the tank|peppa pig|postman pat|fireman sam|calvin klein|ralph lauren|tommy hilfiger
    michael kors|kate spade|marc jacobs|paul smith|ted baker|karen millen|doctor martens|dr martens|harley davidson
    aston martin|alfa romeo|rolls royce|jimmy choo|victoria's secret|papa john's|papa johns|trader joe's|trader joes
    sam's club|dick's sporting|bob evans|jimmy john's|uncle ben's|aunt jemima|betty crocker|duncan hines|oscar mayer
    orville redenbacher|dr pepper|doctor pepper|mary kay|estee lauder|elizabeth arden|laura ashley|peter jones
    harvey nichols|marks and spencer|fred meyer|barnes and noble|johnson and johnson|procter and gamble
    ernst and young|smith and wesson|stanley cup|super mario|harry potter|donkey kong|star wars|mickey mouse
    spider man|taylor swift|henry hoover|saint patrick's|st patrick's|saint valentine's|valentine's day|saint george's
    martin luther king day|boxing day|christmas carol|uncle sam|john doe|jane doe|peter pan|robin hood|joe public
    murphy's law
    """.replace("\n", "|").split("|")
    if name.strip()
)
FIRMS = words("""
    adidas airbnb alexa alibaba allianz amazon amtrak android aviva axa barclays beko bentley bic bosch braun brita
    bugatti bupa burberry cadbury cadillac canon capita casio centrica chevrolet chevy chrysler cigna cisco citroen
    citibank colgate comcast corsa costco cortana daewoo daikin datsun delonghi dell deliveroo dewalt disney doritos
    dulux duracell dyson easyjet ebay electrolux energizer ericsson etsy eurostar evernote expedia facebook fedex
    ferrari fiat fitbit ford fujitsu garmin geico gillette glaxo google goodyear gopro greggs grundig gucci guinness
    haier heinz hermes hertz hilton hisense hitachi honda honeywell hoover hotpoint huawei husqvarna hyundai ikea
    indesit instagram intel isuzu jaguar jbl jeep karcher kellogg's kenwood kia kindle kleenex kodak komatsu kubota
    lamborghini lego lenovo levi's lexus lidl linkedin lloyds logitech lufthansa lyft maersk makita maserati mazda
    mcafee mcdonald's medtronic mercedes metlife michelin microsoft miele mitsubishi moulinex motorola natwest neff
    nescafe nestle netflix netgear nike nikon nintendo nissan nivea nokia norton novartis nvidia ocado optus oracle
    panasonic paypal peloton pepsi peugeot pfizer philips pioneer pirelli playstation porsche prada primark puma
    qantas reebok renault revolut ricoh ring roku roomba rover ryanair safeway sainsbury's samsung sanyo santander
    seagate seat sega sharp siemens siri skoda skype smeg sonos sony spotify starbucks stihl subaru suzuki tefal
    telstra tesco tesla texaco tiktok timex toshiba toyota trivago twitter tupperware uber unilever vauxhall verizon
    visa vodafone volkswagen volvo walmart whatsapp whirlpool worcester xbox xerox yamaha youtube zanussi zara zoom
    zuckerberg
    """)
"""Makers and shops of one word."""
MOST_BRAND_WORDS = max(map(len, BRANDS))
BEGIN_BRANDS = frozenset(words[0] for words in BRANDS)
