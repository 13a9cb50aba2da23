"""Family names common in English-speaking countries, and many from elsewhere. Small letters."""

from redact.lexicon.wordlist import words

SURNAMES = words("""
    abbott adams adeyemi ahmed akhtar alexander ali allen alvarez andersen anderson andrews armstrong arnold ashton
    atkinson austin bailey baker ball banks barker barnes barrett bates becker bell bennett berg berry bianchi bishop
    black blair bolton boyd bradley brady brennan brooks brown bryant burke burns burton bush butler byrne cameron
    campbell carlson carpenter carr carroll carson carter castillo castro chambers chan chang chapman chavez chen
    choi christensen chung clark clarke coleman collins conway cook cooper costa cox craig crawford cruz cunningham
    curtis dalton daniels davidson davies davis dawson dean delgado diaz dixon dominguez donnelly douglas doyle
    duffy duncan dunn edwards elliott ellis evans farrell ferguson fernandez ferrari fields fischer fisher fitzgerald
    fleming fletcher flores flynn ford foster fowler fox francis franklin fraser freeman fuller gallagher garcia
    gardner garrett gibson gilbert gill gomez gonzales gonzalez goodwin gordon graham grant graves gray green greene
    griffin griffiths gupta gutierrez guzman hale hall hamilton hansen hanson hardy harper harris harrison hart
    harvey hawkins hayes henderson henry hernandez herrera hicks higgins hill hoffman holland holmes hopkins horton
    howard howell hudson hughes hunt hunter hussain ibrahim iqbal ivanov jackson jacobs james jenkins jennings jensen
    jimenez johansson johnson johnston jones jordan joseph kapoor kaur keller kelley kelly kennedy khan kim king klein
    knight kovacs kowalski kumar lambert lane larsen larson lawrence lawson lee leonard lewis lim lin lindberg liu
    lloyd logan long lopez lowe lucas lynch macdonald mahoney malik mann marsh marshall martin martinez mason
    matthews maxwell mccarthy mccoy mcdonald mcgrath mckenzie mckinney mclaughlin medina mehta mendez mendoza meyer
    miller mills mitchell mohamed montgomery moore morales moreno morgan morris morrison moss mueller muller mullen
    munoz murphy murray myers nakamura nash navarro nelson newman newton nguyen nichols nielsen novak obrien o'brien
    o'connor o'donnell o'neill o'reilly oconnor okafor oliver olsen olson oneill ortega ortiz osborne owens padilla
    page palmer park parker parsons patel patterson payne pearce pearson perez perkins perry peters petersen peterson
    petrov phillips pierce porter potter powell powers price quinn rahman ramirez ramos ray reed reid reyes reynolds
    rhodes rice richards richardson riley rivera roberts robertson robinson rodriguez rogers romero rose ross rossi
    rowe ruiz russell ryan salazar sanchez sanders santiago santos sato saunders schmidt schneider schroeder schultz
    schwartz scott shah sharma shaw shelton sheppard silva simmons simpson sims singh smith snyder sokolov sousa
    spencer stanley stephens stevens stevenson stewart stone sullivan suzuki tanaka tan taylor thomas thompson thornton
    torres tran tucker turner underwood valdez vargas vasquez vaughan vega verma vogel wagner walker wallace walsh
    walters wang ward warner warren washington watkins watson watts weaver webb weber webster welch wells west wheeler
    white wilkins wilkinson williams williamson willis wilson wong wood woods wright wu yamamoto yang yates young zhang
    zimmerman
    """)

ALSO_WORDS = words("""
    archer barber baron bass bean beard bird bond booth brand bridges bright brook buck burger butcher camp cannon
    chase church crane cross curry duke elder farmer ferry field flowers forest french frost fry gamble gates glass
    gold golden grey hood hook horn hull key kiss lamb law little lord love mayor miles monk moon noble north pace
    palm parks peacock pearl penny pike pope power priest prince rich ridge rivers rock rush salmon sands savage
    sharp shepherd shields silver singer small snow sparks stern storm street strong summers swift tailor temple
    victor wade wall walls waters weeks wild winter winters wise wolf
    """)
"""Family names that are everyday words first: names only behind a given one or a title."""
