"""More everyday words, and well-known firms, in their plain form; plural, past and -ing forms count as well."""

from redact.lexicon.wordlist import words

BASES = words("""
    abandon absence absolute absorb abuse ac academic accident accommodate accompany accomplish accord accuse acer
    achieve acquire act action active activity actor adapt adequate admin administrator admire admit adopt adult
    advance advantage advice advise affair affect afford agency agenda aid aim air airbnb airbus airline airport aisle
    alarm album aldi alert alien alike allergy ally alter alternative am amaze amazon ambulance american amex analyse
    analyze android angle angry animal announce annoy annual antenna anxious apart app appeal apple appliance
    appreciate approach appropriate approval approve argue arise arm army arrange arrest arrow art asap asda aside
    aspect assess asset assign associate assure asus atm atmosphere attack attempt attend attention attitude attract
    audi audience audio aunt author authority autumn avoid await award background backup bag bake balcony ball balloon
    bandwidth bar barclays barrier base basement basket bath bathroom battle beach bean bear beat beautiful bed
    bedroom beef beer behave belief bell belong belt bench bend besides bet bicycle bid bike bind bird birth bite
    blame blank blanket bleed blink block blog blood blow bluetooth bmw board boat body boeing boil bolt bomb bone
    boot border bore borrow bosch bother bottle bottom bowl brain brake brand brave bread breath breathe brick bridge
    brief bright british broadband broadcast broker brown browse browser brush bt bubble budget buffering bug build
    bulb bulk bump bunch burden burn burst bus bush butter cabin cabinet cake calculate callback calm camera camp
    campaign candle candy canon capable capacity capital capture carbon career carpet carriage carrier carry cart
    cartridge cast cat catalogue catch category cd ceiling celebrate cellular central century cereal ceremony chain
    chair chairman challenge champion chapter character charger charity chart chase chat cheat cheese chef chemical
    chest chicken chief chinese chip chocolate christmas chrome church cigarette cinema circle circuit circumstance
    cite citibank citizen city civil class classic classroom clerk clever client climate climb clinic clip clock cloth
    clothes cloud club clue coach coast coat coax coffee coil coin coincidence collapse collar collect collection
    college combine comcast comfort comfortable command comment commission commit commitment committee common
    communicate communication community compensate compensation compete competition competitor compile complex
    complicate component comprehensive concept concert conclude conclusion condition conduct confident configure
    conflict confusion congratulate consequence conservative considerable consist console constant construct
    construction consult consultant consumer container content contest context continue contribute contribution
    convenience convenient convert convince cook cooker cookie cooperate cope copper cord core correction correspond
    corridor corrupt costco cottage council counsel count counter country county courage court cousin cox crack craft
    crash cream creature crew crime crisis criteria critical criticism criticize crop cross crowd crucial cry culture
    cup cure curious currency curtain curve cushion custom cycle dad dance danger dangerous dark darling dash database
    dawn deadline deaf dealer debate debt decade decent decision deck declare decline decoder decorate decrease
    deductible deep defeat defect defend define degree delete deliberate delicate delight dell demand democracy
    demonstrate dentist deny depart depend depth deputy derive description desert deserve design desire desperate
    despite destroy detail detect determine develop developer development dhl diagnose dialogue diamond diary die diet
    differ dig dinner diploma diplomat direction director disability disable disagree disappear disappoint disaster
    disc discipline discover discovery discuss discussion disease dish disk dismiss disney display dispute distance
    distribute district disturb divide division divorce dns doctor document dog dollar domain domestic dominate donate
    donation dongle doorbell dose doubt downtime dozen draft drag drain drama draw drawer dream dress drink drive
    driver drop drug drum dry dual duck due dump durable dust duty dvd dvr dyson earn earth ease east easter easyjet
    eat ebay economy edge edit edition editor educate education effect effective efficient effort egg elbow elect
    election electric electrical electricity electronic electronics element elevator eligible eliminate email
    embarrass emergency emotion emphasis employ employee employer employment empty enable encounter encourage energy
    enforce engage engine engineer english enhance enjoy enormous enquire enquiry enrol enroll ensure enter enterprise
    entertain entertainment enthusiasm entire entitle entrance entry envelope environment episode epson equal equip
    equipment era escalate escalation escape especially essay essential establish estate estimate eta ethernet etsy
    european evaluate event eventual evidence evil evolve exact exam examination examine example excellent except
    exception excess exchange excite exclude exclusive excuse executive exercise exhaust exhibit exist existence exit
    expand expect expectation expedia expense experience experiment expert explain explanation explode explore export
    expose express expression extend extension extent external extra extreme eye fabric face facebook facility fact
    factor factory faculty fade fail failure fair faith fall false fame familiar family famous fan fancy faq faqs fare
    fargo farm farmer fashion fast fat fate father fault favor favorite favour favourite fear feature federal fedex
    feed feedback feel fellow female fence festival fever few fiber fibre fiction field fight figure file fill film
    filter final finance financial finger finish fios fire firewall firm firmware fish fit fix flag flame flash flat
    flavor flavour flexible flicker flight float flood floor flour flow flower fluid flush fly focus fold folder folk
    follow food fool foot football force forecast foreign forest forever forget forgive fork form formal format former
    formula fortune forum forward foundation frame framework fraud free freedom freeze freezer french frequency
    frequent fresh friday fridge friend friendly friendship frighten front frost fruit frustrate frustration fuel full
    fun function fund funeral funny furniture fuse future gain galaxy gallery game gap garage garbage garden gas gate
    gather gauge gear gender gene general generate generation generous gentle genuine german gesture giant gift girl
    glad glass global glove goal gold golden golf goods google govern government gps grab grade gradual graduate grain
    grand grandfather grandma grandmother grandson grant graph grass grateful grave grocery gross ground group grow
    growth guarantee guard guess guest guidance guide guilty guitar gun guy gym habit hair half hall halloween hammer
    hand handle handset handy hang hanukkah happen happy hard hardware harm hat hate hd hdmi head heading headphone
    headset health healthy hear heart heat heater heating heaven heavy height helmet helpdesk helpful helpline herb
    hero hertz hesitate hide high highlight hill hint hire history hit hobby hold hole holiday hollow home honda
    honest honey honor honour hook hope horizon horrible horror horse hospital host hotel hotline hotspot hour
    household housing hsbc huawei hub huge hulu human humor humour hundred hunger hungry hunt hurry hurt husband
    hyundai ice id idea ideal identical identify identity ignore ikea ill illegal illness illustrate image imagine
    impact implement imply import importance important impose impossible impress impression improve improvement
    inability inbox inch incident include income incorrect increase incredible independent index indicate individual
    industry infection influence inform information initial injure injury ink inner innocent inquire inquiry insect
    insert inside insist inspect inspection inspire instagram install installation instance instead institute
    institution instruct instruction instrument insult insurance insure insurer intellectual intelligence intelligent
    intend intense intention interact interest interfere interference intermittent internal international interpret
    interrupt interval interview introduce introduction invent invest investigate investigation investment invitation
    invite involve ip ipad iphone iron irs island isolate isp issue jacket jail jam jar jewelry job join joint joke
    journal journey joy judge judgment juice jump junior jury justice justify keen key keyboard kick kid kill
    kilometer kilometre kind kindle king kiss klarna knee knife knock knowledge label labor laboratory labour lack
    ladder lady laggy lake lamp lan land landline landlord landscape lane language laptop large laser last late
    latency latest latter laugh launch laundry law lawn lawyer lay layer layout lazy lead leader leaf league leak lean
    learn lease least leather leave lecture leg legal leisure lend length lenovo lesson level liberal library licence
    license lid lidl lie life lift light lightning limit line link lion lip liquid list listen literature litre little
    live lloyds load loan lobby local locate location lock log logical login logo lonely long loose lose loss lost lot
    loud lounge love lovely lower loyal loyalty luck lucky lufthansa luggage lunch lung lyft macbook machine mad
    magazine magic magnet mail mailer main mainly maintain maintenance major majority male mall manage management
    manager manner manual manufacture manufacturer map march margin mark market marketing marriage married marry mask
    mass massive master mastercard match mate material math matter mature maximum mayor mcdonalds meal measure
    measurement meat mechanic mechanical mechanism media medical medication medicine medium meet member membership
    memorial memory mental mention menu merchant mere merge mess message metal meter method microphone microsoft
    microwave midday might mild military milk mill mind mine mineral minimum minister minor minority minute mirror
    misleading miss mission mistake mix mixture mobile mode model modem moderate modern modest modify moment monday
    monitor month mood moral mortgage mother motion motive motor motorcycle motorola mount mountain mouse mouth movie
    muscle museum music musical mutual mystery nail narrow nasty nation national native natural nature natwest neat
    neck needle negative neglect negotiate neighborhood nerve nervous nest net netflix network neutral nhs nice
    nintendo nissan noise noisy nokia nonsense noon normal nose notebook notice notify novel nuclear nuisance numerous
    nurse nut obey object objective obligation observe obtain obvious occasion occasional occupy occur ocean odd
    offend offense offensive officer official offline oil online operate operation opinion opponent opportunity oppose
    opposite opposition optic optical optimistic oral orange orbit ordinary organisation organise organization
    organize origin original otherwise ought outcome outdoor outer outlet outline output outstanding oven overall
    overcharge overcome overnight overseas owner ownership oxygen pace pack package pad page pain paint painting pair
    palace pale pan panasonic panel panic paper parade paragraph parallel parcel parent parking parliament partial
    participate partner partnership party passage passenger passion passive password past pasta patch path patience
    patient pattern pause paypal pc peace peak pedestrian peer pen penalty pencil pension pepper percent percentage
    perform performance period permanent permission permit person personality personnel perspective persuade pet
    petrol phase phenomenon philips philosophy photo photograph phrase physical piano picnic pie pig pile pill pillow
    pilot pin pink pipe pitch pixel pixelated pizza plain plan plane planet plant plastic plate platform player
    playstation pleasant pleasure plenty plot plug plumber plus pm pocket poem poet poetry point poison pole police
    policeman policy polite political politician politics poll pollution pool poor popular population port portable
    position positive possess possession possibility postage poster postpone potato potential powder powerful
    practical practice practise praise pray prayer precious precise predict prefer preference pregnant prejudice
    premise premium preparation prepare prescription presence present presentation preserve president pressure pretend
    prevent previous pride priest primary prime prince princess principal principle printer prior priority prison
    prisoner privacy private prize probability procedure proceed produce producer production profession professional
    professor profit progress prohibit project prominent promote prompt proof proportion proposal propose prospect
    protest proud provision provoke psychology public publication publicity publish pump punch punish pupil purse
    pursue puzzle qualify quantity quarrel quarter queen query quest queue race rack radiator radical radio rail
    railway rain rainbow raise ramadan random rank rapid rare rat ratio raw react reaction realistic reality rear
    reasonable reassure rebate rebel reboot recall receipt reception recipe recipient recover recovery recruit recycle
    redirect reduction reflect reform refrigerator regard regime region regret regulate regulation reinforce reject
    relate relation relationship relax release relevant relief relieve religion religious reluctant rely remark remedy
    remote renew renewal rent rental repair repay repeat replacement represent representative republic reputation
    rescue research resemble reserve residence resident resist resistance resolution resort resource respect
    respectively respond responsibility responsible restaurant restore restrict restriction retail retain retire
    retirement retrieve reveal revenge revenue reverse revise revolution reward rhythm rice rich rid ride rifle ring
    rise risk rival river roast rob robot rock roku role roll roof root rope rose rotate rough route router routine
    row royal rub rubbish ruin rumor rural rush ryanair sacrifice sad saddle safety sail sailor sainsbury salad salary
    salt sample samsung sand sandwich santander satellite satisfaction satisfactory satisfied satisfy saturday sauce
    scale scan scandal scanner scare scatter scenario scene scenery schedule scheme scholar science scientific
    scientist scissors scope score scratch scream script sculpture sd sea seal season secret secretary sector secure
    security seed seek segment seize self semester senate sensation sensible sensitive sentence separate sequence
    sergeant series servant server session settlement setup severe sew sex shade shadow shake shallow shame shape
    shark sharp shave shed sheep shelf shell shelter shift shine shirt shock shoe shoot shore shortage shot shoulder
    shout shower shrink shrug shut shy sick sickness siemens silence silent silly silver sin sincere sing singer sink
    skill skin skip skirt sky skype slave slice slide slip slope slot smartphone smash smoke smooth sms snack snake
    snap soap society sock socket sofa soft software soil soldier somewhat song sony sore soul soup sour source
    spanish spare spark specialist specify spectrum speech spell sphere spill spirit splash splice split splitter
    sponsor spoon sport spread sprint square squeeze stable stadium stage stair stake stamp standard star starbucks
    stare statement statistic status steady steal steam steel steep stem stereo stock stomach stone storage strain
    strategy stream strength strengthen stress stretch strict strike string strip stripe stroke structure struggle
    studio style sub subject subsequent substance substantial substitute subtle suburb succeed success successful suck
    sudden sue suffer sufficient sugar suggest suggestion suicide suit suitable suite sum summary sun sunday sunlight
    sunny super supermarket supplement supplier suppose supreme surcharge surface surge surgeon surgery surprise
    surround surrounding survey survive suspect suspend suspicion suspicious sustain swallow swear sweat sweep sweet
    swim swing symbol sympathy symptom sync syndrome tablet tackle tail tale talent tall tank tap tape target tariff
    task taste taxi tea teach teacher tear teenage telefonica telekom temper temperature temporary tempt tenant tend
    tendency tense tension tent terminal terminate terrace terrible terrific territory terror tesco tesla text thank
    thanksgiving theater theatre theft theme theory therapy thick thief thorough threat threaten throat thursday tide
    tidy tie tight tiktok till timber tin tip tire tired tissue toast toilet tolerate toll tomato tongue tool tooth
    topic toss touch tour tourist toward towards towel toxic toy toyota trace trade tradition traditional tragedy
    trail trailer train transaction transform transformer transition translate transmission transmit transparent
    transport trap treasure treatment tremendous trend triangle tribe trick trigger tropical troublesome trousers
    truly trunk tube tuesday tune tunnel tutor tv twin twist twitter tyre uber ugly uk ultimate umbrella uncle
    uncomfortable uncover undergo undergraduate underground underlying undertake unfair unfortunate unhappy uniform
    union unique unite unity universal universe university unknown unlikely unlock unpack unusual unwind upgrade
    upload upper upright ups upset urban urge urgent us usa usb user username usps usual utility vacation vaccine
    vacuum vague valley valuable van vanish variable variation variety vary vast vegetable vehicle vendor venmo
    venture venue verdict verizon verse version versus vessel veteran via vice victim victory video viewer village
    violate violence violent virtual virus visa visible vision visitor visual vital vocabulary vocal vodafone
    voicemail volkswagen volunteer vote voucher vpn vulnerable wage wagon waist wake walmart wan warehouse warm warmth
    warn warranty wash waste watch wave wax weak wealth weapon wear weather website wedding wednesday weed weekday
    weigh weight weird welcome welfare wells west western wet whatsapp wheat wheel whirlpool whisper whistle wicked
    widow width wife wifi wild willing win wind windows wine wing winner wipe wire wisdom wise wish witness wonder
    wood wooden wool workaround worker workshop world worm worth wound wrap wrist writer xbox xfinity yard yell yellow
    yield youth youtube zelle zero zone zoom
    """)
