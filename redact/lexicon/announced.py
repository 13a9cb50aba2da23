"""What people say before they say a value: "my card number is", "your order number is"."""

from __future__ import annotations

from redact.entities import EntityType

ANNOUNCED: dict[EntityType | None, str] = {
    EntityType.CARD_NUMBER: """
        card number|card numbers|card no|credit card number|debit card number|long number|long card number
        long number on the front|sixteen digit|sixteen digits|16 digit|16 digits|fifteen digit|fifteen digits
        number of the card|number of your card|number of my card|number on the card|number on the front
        number on your card|number on my card|numbers on the card|number across the front
        numbers across the front|number off the card|digits on the card|digits on the front|digits of your card
        digits of the card|digits of my card|numbers on the front|card ending in|card ending|card that ends in
        card ends in|card details|card information|my visa|my mastercard|my amex|my discover|a visa|your visa
        the visa|visa number|visa card|mastercard number|mastercard|american express|amex|amex number|maestro
        visa ending|mastercard ending|debit ending|card is|credit card|debit card|bank card|payment card
        pan number|use my card|use the card|card to use|pay by card|pay with a card|pay with my card
        card you'd like|card you would like|charge my card|put it on my card|read out the card|card please
        card on file|which card|my card
    """,
    EntityType.SECURITY_CODE: """
        security code|the security code|your security code|my security code|security number|cvv|cvc|cv v|c v v
        c v c|c v two|cvv2|cvc2|cvv code|cvc code|security digits|verification value|card code
        card verification|card security|three digit|three digits on the back|three digit code|three digits
        last three digits|3 digits on the back|3 digit code|three digit number|number on the back
        code on the back|digits on the back|numbers on the back|code on the reverse|number on the reverse
        three numbers on the back|three numbers|four digits on the front|back of the card|back of your card
        back of my card|other side of the card|signature strip|by the signature|the signature
        next to where you sign|on the strip|on the reverse|the reverse|off the back|verification digits
        card verification number|little number|last little number|short number|digits on the reverse
        numbers on the reverse|off the back of the card|flip the card|flip it over|turn the card over
        turn it over|digits on the|the code is|code is|the code|code
        on the back|back it says
    """,
    EntityType.CARD_EXPIRY: """
        expiry|expiration|expiry date|expiration date|exp|exp date|expire date|expiry month|valid until
        valid through|valid thru|valid to|good through|good until|good till|good thru|when does it expire
        when does the card expire|when does that expire|card expires|card is valid|card runs out|card valid
        expires|expires in|does it expire|month does it|will it expire|ran out|ran out in|run out|it expire
        expires end of|runs out in|running out in|running out|runs out|card's good|good up to
        up to the end of|runs till
        runs until|lasts until|lasts till|run out in|end date|valid to date|till the end of|in date
        still in date|goes out of date|out of date in|under valid through|expiring|date on the card
        date on the front|month and year on the card|month and the year on the card
    """,
    EntityType.PIN: """
        pin|pin number|pin code|p i n|pin is|your pin|my pin|personal identification number|access pin
        account pin|passcode|pass code|four digit pin|security pin|banking pin|customer pin|secret number
    """,
    EntityType.BANK_ACCOUNT: """
        account number|account no|bank account|bank account number|routing number|routing|sort code|i f s c|ifsc
        swift code|institution number|branch code|acct|acct number|account digits|building society|wages go into
        salary goes into|paid into|paid out of|isa|isa number|checking account|savings account|current account
        deposit account|checking|bank details|direct debit account|a b a number|aba number|transit number
        which account|what account|account that|account was|wrong account|right account|other account
        joint account|account should be|account is
        number of my account|number of your account|number of the account|account ending in|account ending|bsb
        account and routing|giro account|account to refund|standing order|into account|from account|to account
    """,
    EntityType.IBAN: "iban|i b a n|international bank account|international account number",
    EntityType.NATIONAL_ID: """
        social security|social security number|social|ssn|s s n|social number|national insurance
        insurance number|national insurance number|national id|national id number|identity number|id number
        i d number|identification number|tax id|tax i d|tax identification|taxpayer|taxpayer id|tax number
        passport number|passport|driver's license|drivers license|driver license|driving licence
        driver's licence|driving license|driver's license number|license number|licence number|medicare number
        medicare|medicaid|nhs number|national identity|identity card|id card|state id|military id
        resident permit|residence permit|alien number|last four of your social|last four of my social|ni number
        n i number|insurance is|tax file number|tax file|t f n|tfn|social insurance number|social insurance
        s i n|your sin|my sin|sin please|sin number|p p s number|pps|p p s|pps number|p p s n|ppsn|personal number
        personal identity number
        citizen number|citizen service number|b s n|bsn|i r d|i r d number|ird|ird number|tax reference
        unique taxpayer reference|taxpayer reference|u t r|utr|i t i n|itin|e i n|ein|nino|n i|prsi
        hospital number|patient number|pension number|benefit number|benefits number|voter number
        electoral number|green card|work permit|visa application number|id book|i d book|id card number
        concession card|pensioner number|centrelink|crn|c r n|o h i p|ohip|health card|care card|employee id
        student id|fiscal code|health card number|health number|medicare card|community services number|aadhaar
        aadhaar number|pan card|the pan|your pan|my pan|pan please|identity document|birth number
    """,
    EntityType.PHONE: """
        reach him|reach them|reach your husband|reach your wife|reach someone|get you on|give us a bell
        give me a bell|give me a ring|give us a ring|give me a buzz|a bell on|a ring on|a buzz on|a shout on
        area code|dialling code|dialing code|std code|get you back on|phone number|telephone number
        mobile number|cell number|contact number|callback number|call back number|cell phone|cellphone
        mobile phone|my cell|my mobile|your mobile|your cell|reach me|reach you|reach us|call me|call me back
        call you back|call you|call her|call him|text me|text you|ring me|ring you|ring us|ring her|best number
        good number|telephone|number to reach|number to call|home phone|work phone|landline|land line|phone is
        mobile is|cell is|number you're calling from|number i'm calling from|my number|your number|her number
        his number|phone|daytime number|evening number|fax number|fax|get hold of me|get a hold of me
        number on file|calling from the number|call this number|contact me|contact you|phone me|reached at
        reached on|number is|another number|different number|old number|new number|existing number|current number
        own number|other number|spare number|second number|country code|alternative number|number for you|mobile
        number for me|dial|what number|which number|calling from|call from|calling on|whatsapp|get me on
        get me at|try me on|number there
    """,
    EntityType.EMAIL: """
        email|email address|e mail|e mail address|mail address|gmail|hotmail|yahoo|outlook|send it to
        send that to|send the bill to|send the invoice to|send the receipt|emailed to|email it to|email me
        before the at|after the at|at sign|at symbol
        email is|mail is|write to me|mail it to|forward it to|send me the link|what address should i send|inbox
    """,
    EntityType.ADDRESS: """
        p o box|po box|post office box|with pin code|address with pin code|pincode|area pin code|address
        my address|home address|street address|mailing address|billing address|shipping address|delivery address
        service address|postal address|installation address|address is|live at|living at|i live|live on|live in
        house number|moved to|moving to|move to|ship it to|ship to|deliver to|deliver it to|delivered to
        delivery to|zip code|zip|postcode|post code|postal code|where you live|we live|she lives|he lives
        reside at|residence is|located at|property at|property is|staying at|service at|send it over to
        post it to|where do you live|come to|come out to|posted to|registered at|going out to|goes out to
        sent to|mailed to|left it at|left at|dropped off at|sending it to|delivering to|come round to
        address on file|find us at|find me at|moved from|technician to|which address|someone to|engineer to
        parcel to|house is at|we are at|we're at|flat is|home is|place is at|where should we send
        where shall we send|where is the house|the house at|based at|moved out to|moving you from|letter went to
        parcel went to|it went to|round to|collect from|collecting from|picking up from|pick it up from
        pick up from|drop it at|drop off at|goes outside|outside|deliver|delivered|where's it to go
        where is it going|whereabouts|where about|which house|right house|house name|name of the house
        next door to|across from|down at|up at|over at|out at|round at|lives at|live out at|are based|premises
        premises at|site is|site at|street name|which street|what street|nearest cross street|service location
        service point|supply address|correspondence|correspondence address|address for|new address|old address
        property called|house called|place called|farm called|building called|cottage called|property's called
        previous address|postal|mailing|shipping to|billing|situated at|send it to the house
    """,
    EntityType.DATE_OF_BIRTH: """
        date of birth|birth date|birthdate|birthday|birthdays|born|born on|born in|dob|d o b|day of birth
        year of birth
        birth|my birth|birthday is
    """,
    EntityType.LICENCE_PLATE: """
        parking ticket for|licence plate|license plate|rego|my rego|tag on|number plate|plate number
        registration|registration number|reg number|plate is|plate number on the car
        number plate on the car|registration plate|plate|vehicle registration
        vehicle number|car number|congestion charge for|permit is for|driving|car registration|my plate
        your plate|plates|tag number|license tag|my tag|tag is|car reg|vehicle reg|van reg|the reg is|the reg
        my reg|reg of
    """,
    EntityType.SECRET: """
        password|pass word|passphrase|pass phrase|one time code|one time password|one time passcode|otp|o t p
        verification|verification code|authentication code|authenticator code|two factor code|access code
        backup code|recovery code|memorable word|memorable place|memorable date|memorable name|place of birth
        town of birth|parents meet|memorable phrase|security word|secret word|secret answer|security answer
        maiden name|security question|login code|log in code|sign in code|code we texted|code i texted
        code we sent|code i sent|code you received|code i received|code i got|code you got|code in the text
        code that came|texted you|texted me|sent you a code|sent me a code|by text|by sms|one time|in a text
        a text with|six digit code|six digits|five digit code|unlock code|puk|activation password
        activation code|code word|codeword|confirmation code we sent|wifi key|wifi code|network key
        security phrase|texted me a code|code by text|four digit code|pet's name|name of your first pet
        first school|favourite place|secret phrase|memorable|verbal|safe word|safety word|challenge word
        code phrase|keyword|temporary is|verbal password|key fob|authenticator|authentication|passwords
        passcode word|what word|which word|word did you choose
        temporary password|login is|log in is|passkey
    """,
    None: """
        order number|order|order is|order's|reference number|reference|reference is|ref number|ticket number
        ticket|ticket is|case number|case is|confirmation number|confirmation code|tracking number|tracking
        invoice number|invoice|model number|model|serial number|serial plate|rating plate|data plate
        company number|tax code|night reading|day reading|serial|part number|offer code|offer|promo code
        promotion code|promotional code|discount code|coupon code|coupon|voucher code|voucher|code on the flyer
        code on the letter|code on the mailer|code on the postcard|code from the flyer|code from the letter
        code from the postcard|code from the mailer|error code|version|extension|item number|product number
        product code|catalogue number|catalog number|work order|job number|booking number|booking|claim number
        incident number|incident|outage number|flight|campaign code|campaign number|mailer code|engineer number
        meter reading|reading is|complaint number|complaint reference|batch number|store number|branch number
        error|locator|request number|reservation number|reservation|shipment|lot number|receipt number
        quote number|number of the order|number of my order|number for the order|transaction number
        parcel number|firmware|the latest is|barcode|bar code|reading of|reading was|meter|display say
        display says|display|screen says|screen shows|screen say|filter|toner|cartridge|department|terminal
        terminal i d|fault code|fault|washing machine|dishwasher|printer|appliance|engine|software|build number
        release|article number|sku|style number|pattern number|policy number|membership number|loyalty number
        customer number|query number|enquiry number|job reference|booking reference
        payment reference|delivery number|dispatch number|consignment|consignment number|docket|voucher number
        gift card number|lottery|ticket reference|queue|caller number|platform|gate|row|seat|seats|aisle|bay
        locker|floor|page|chapter|section|paragraph|clause|route|bus|train|tram|flight is|flight number
        on flight|channel|frequency|station|size|sizes|tyres|tires|score is|points|dose|tablet|dial|thermostat
        oven|weighs|weight|height|width|length|distance|mileage|odometer|clock says|price|costs|cost|charged
        charge|total|bill|bill is|balance|amount|fee|paid|paying|pay|speed|score|appointment|quantity
        temperature|gas reading|electric reading|electricity reading|water reading|the reading|your reading
        excess|premium|deposit|instalment|instalments|installment|installments|surcharge|postage|rent|salary|budget
        saving|savings|estimate
        my reading|a reading|readings|how much|how many|what time
        how long|how far|how big|how tall|how wide|how heavy|how fast|how hot|what year|which year|what size
        what price
        what speed|what temperature|one to ten|zero to ten|one to five|out of ten|scale of
    """,
}  # fmt: skip
"""Phrases by the kind of value that follows them; None: an innocent number does."""
