"""Countries, states and well-known towns: where a caller may come from, and no caller's name. Small letters."""

from redact.lexicon.wordlist import words

PLACES = words("""
    aberdeen abidjan abuja accra adelaide ahmedabad alabama alaska albany alberta albuquerque america amsterdam anaheim
    arizona arkansas asia athens atlanta auckland austin australia austria baltimore bangalore bangkok barcelona bath
    beijing belfast belgium berlin birmingham blackpool boston bournemouth bradford brazil brighton brisbane bristol
    britain brooklyn brussels buffalo bulgaria burnley calgary california cambridge canada canberra canterbury
    cardiff carlisle carolina charlotte chattanooga chelmsford chelsea chennai chester chicago china christchurch
    cincinnati cleveland colorado columbus connecticut copenhagen cork cornwall coventry croatia croydon cyprus dakota
    dallas darwin delaware delhi denmark denver derby derry detroit devon donegal dorset dubai dublin dundee dunedin
    durban durham edinburgh edmonton egypt england essex estonia europe exeter finland florence florida france fresno
    galway geelong geneva georgia germany ghana glasgow gloucester greece halifax hamburg hamilton hampshire hawaii
    hobart holland houston hungary hyderabad iceland idaho illinois india indiana indonesia inverness iowa ipswich
    ireland israel italy jacksonville jamaica japan jersey johannesburg kansas kent kentucky kenya kerry kilkenny kochi
    kolkata korea kumasi lagos lancaster lancashire latvia leeds leicester lima limerick lincoln lisbon lithuania
    liverpool london louisiana luton luxembourg lyon maharashtra maine malaysia malta manchester manhattan manitoba
    maryland massachusetts mayo melbourne memphis mexico miami michigan milan milwaukee minnesota mississippi missouri
    montana montreal morocco moscow mumbai munich nairobi nashville nebraska netherlands nevada newcastle newport
    nigeria norfolk northampton norway norwich nottingham oakland ohio oklahoma ontario oregon orlando oslo ottawa
    oxford paisley pakistan paris pennsylvania perth philadelphia phoenix pittsburgh plymouth poland portland
    portsmouth portugal prague preston pretoria pune quebec queens queensland reading richmond romania rome russia
    sacramento salford salisbury samoa saskatchewan scotland seattle serbia sheffield shrewsbury singapore sligo
    slovakia slovenia somerset southampton soweto spain stockholm stockport suffolk sunderland surrey sussex swansea
    sweden swindon switzerland sydney tampa tasmania telford tennessee texas tokyo toledo tonga toronto tucson tulsa
    turkey uganda ukraine utah valencia vancouver venice vermont victoria vienna virginia wales warsaw warwick
    washington waterford wellington wexford wigan wiltshire winnipeg wisconsin wolverhampton worcester wyoming york
    yorkshire zealand zimbabwe zurich
    """)
