"""Everyday English words of support calls: none of them is a name, a code or a misheard digit on its own."""

from redact.lexicon.bases import BASES
from redact.lexicon.dictionary import ENGLISH, FREQUENT, WORLD_FAMILY, WORLD_GIVEN
from redact.lexicon.given_names import GIVEN_NAMES
from redact.lexicon.surnames import SURNAMES
from redact.lexicon.wordlist import words
from redact.lexicon.world_names import MORE_GIVEN_NAMES, MORE_SURNAMES

HARD_STOPS = words("""
    a about after again all also am an and any anything are aren't as ask at away be because been before being but by
    call called can can't cannot come could couldn't did didn't do does doesn't doing don't done down each either else
    ever every everything for from get gets getting give given go goes going gone got had hadn't has hasn't have
    haven't having he he's hello help her here here's hers hey hi him his how how's however i i'd i'll i'm i've if in
    into is isn't it it'll it's its just keep kept know let let's like look make makes many may maybe me mean might
    mine more most much must my need needs never no nobody none nope not nothing now of off oh ok okay on once only or
    other our ours out over please put really right said same say says see seem seems send sent she she's should
    shouldn't since so some someone something sorry still such sure take takes tell than thank thanks that that'll
    that's the their them then there there's these they they'd they'll they're they've thing things think this those
    though through till to told too under until up upon us very wait want wanted wants was wasn't we we'd we'll we're
    we've well were weren't what what's whatever when where where's whether which while who who's whole whose why will
    with without won't would wouldn't yeah yep yes yet you you'd you'll you're you've your yours
    """)
"""Function words: they end a name, an address or an answer."""

_COMMON = HARD_STOPS | words("""
    able accept access account accounts across activate activated actual actually add added addition additional address
    adjust advertised afraid afternoon age ago agree agreed agent agreement ahead allow allowed almost alone along
    alright already although always amount answer answered anybody anymore anyone anyway anyways apologies apologize
    app apparently appear application apply applied appointment appreciate approved area around arrive arrived article
    asked asking assist assistance assume attached attempt authorize auto automatic available average aware awful back
    bad balance bank barely based basic basically battery because become bed began begin beginning behind believe below
    benefit besides best better between beyond big bigger bill billed billing bills bit bonus book both bought box
    boxes branch break bring broke broken brought bucks building bundle business busy button buy cable calendar caller
    calling calls cancel cancelled canceled cancelling card cards care careful carefully case cash cause cell cents
    certain certainly certificate chance change changed changes changing channel channels charge charged charges
    charging cheaper check checked checking child children choice choose claim claimed clean clear clearly click close
    closed code codes cold colour color coming comment commercial common company compare compared complain complaint
    complete completely computer concern concerned concerning conference confirm confirmation confirmed confirming
    confused confusing connect connected connecting connection consent consider constantly contact contacted contract
    control conversation cool copy corner correct corrected correctly cost costs couple coupon course cover coverage
    covered crazy create created credit credited current currently customer customers cut cuts cutting daily damage data
    date dates daughter day days dead deal dear debit december decide decided default definitely delay delayed deliver
    delivered delivery department depends deposit describe desk detail details device devices dial dialed dialled
    dialing difference different difficult digit digits direct directly dirty disappointed disconnect disconnected
    discount discounts discuss dispatch display dispute doctor dollar dollars door doors doubt download downstairs drop
    dropped drops due during earlier early easier easily easy eat effect efficient eighth electric electricity
    eleventh email emails emergency empty end ended ending ends engineer enjoy enough enter entered entire envelope
    equipment error especially even evening eventually everybody everyone everywhere exact exactly example excellent
    except exchange excuse existing expect expected expensive experience expire expired expires expiry explain
    explained extend extended extra extremely eye eyes face fact fail failed failing fair fairly fall family far fast
    faster father fault favour favor feature features february fee feel fees felt few fiber fibre field fifteenth fifth
    figure file filed fill final finally find fine finish finished first fix fixed fixing flat flyer flyers folder
    folks follow followed following food forget forgot form forms forth forward found fourth free freeze freezing
    frequently friday friend friendly friends front frustrated frustrating full fully function funny further future game
    garage garden general generally gentleman gift gigabit gigabyte gigabytes girl girls glad god good goodbye goods
    gotten grab grateful great ground group grow guarantee guaranteed guess guest guys half hand handle hang happen
    happened happening happens happy hard hardly hardware hate head hear heard hearing heart heat heavy held helped
    helpful helping helps herself high higher highest himself history hit hold holding holiday home honest honestly
    hope hopefully hoping horrible hospital hot hour hours house household houses huge hundred hung husband idea ideal
    identification identify immediately important impossible improve inbox inch include included includes including
    inconvenience incorrect increase increased indeed individual info information initial initially inside install
    installation installed installer installing instead insurance interest interested internet interrupted introduce
    introductory invoice invoices involved issue issues item items itself january job join joined july june keeping
    keeps kept key kid kids kind knew knowing known ladies lady land landline landlord language laptop large larger last
    late lately later latest laugh law lead leaflet learn least leave leaves leaving left legal lesser letter letters
    letting level life lifetime light lights likely limit limited line lines link list listed listen listening lists
    little live lived lives living load loaded loading local location lock locked log logged logging login lonely long
    longer looked looking looks lose losing loss lost lot lots loud love loved low lower lowest lucky lunch machine
    magazine mail mailed mailer mailers mailing main make making man manage managed manager manual march mark marked
    market marketing match matter maximum meaning means meant meanwhile meet meeting member members memory men mention
    mentioned menu mess message messages met meter middle midnight mid mind minimum minus minute minutes miss missed
    missing mistake mistakes model modem moment monday money month monthly months morning mostly mother mouse move
    moved moving mum mom music myself name named names natural near nearly neat necessary neighbor neighborhood
    neighbour needed negative neither network new news newspaper next nice night nights nine ninth noise noon normal
    normally north note noted notes notice noticed notification november number numbers numerous obviously october
    offer offered offering offers office official often older oldest online onto open opened opening option options
    order ordered orders original originally otherwise ought outage outages outside overall overcharged owe owed own
    owner pack package packages packet page paid pair paper papers paperwork parcel parents park part particular partly
    party pass passed password past patience patient pay paying payment payments people per percent perfect perfectly
    perhaps period permission person personal phone phones photo pick picked picking picture piece pieces place placed
    places plan plans plate play plenty plug plugged plus pm point points poor popped popping portal portion position
    possible possibly post postal postcard posted pound pounds power prefer premium prepaid prepared presents press
    pressed pretty previous previously price priced prices pricing print printed prior private probably problem
    problems proceed process processed processing product products profile program programs promise promised promises
    promising promotion promotional promotions proof proper properly property protect protection prove provide provided
    provider pull pulled pulling purchase purchased purpose push pushed puts putting quality quarter question questions
    quick quicker quickly quiet quit quite quote quoted raise raised ran random rang range rate rates rather reach
    reached reaching read reader reading ready real realise realize reason reasonable reasons reboot receipt receive
    received receiver receives receiving recent recently recognise recognize recommend reconnect record recorded
    recording records red reduce reduced reference referring refund refunded refuse refused regarding regards register
    registered registration regular regularly related relative reliable remain remaining remember remind reminder remote
    remove removed rent rental repair repaired repeat repeating replace replaced replacement reply report reported
    request requested require required reset residence resolve resolved respect respond response rest restart restarted
    restore restored result results return returned returning review ridiculous ring ringing rings road room rooms
    rough round route router routine rude rule rules run running runs safe sale sales salesman salesperson sat saturday
    save saved saver saving savings saw saying scam scared schedule scheduled school screen screens search seat second
    seconds section security seeing seen select selected sell seller selling sending sends senior sense separate
    september series serious seriously serve service services set sets setting settings settle setup seventh several
    shall share sheet ship shipped shipping shop shops short shortly shouting show showed showing shown shows shut shut
    sick side sign signal signed signing similar simple simpler simply single sir sister sit site sitting situation
    sixteenth sixth size sleep slept slight slightly slow slower slowly small smaller smart smell smile smoke smooth
    snow social sold solid solution solve solved somebody somehow sometime sometimes somewhat somewhere son soon sooner
    sorts sort sound sounded sounds south space speak speaker speaking special specific specifically speed speeds spell
    spelled spelling spend spent spoke spoken spot spring staff stand standard standing start started starting starts
    state stated statement statements station status stay stayed steady step steps stick stood stop stopped stopping
    stops store stores storm story straight strange street streaming strong stuck student stuff stupid subject submit
    subscribe subscribed subscriber subscription suddenly suggest suggested summer sunday supervisor supply support
    supposed surely surprise surprised survey switch switched switching system systems table taken taking talk talked
    talking tax taxes team tech technical technician technicians technology teenager telephone television telling tells
    temporarily temporary ten tenth term terms terrible test tested testing text texted texts thankful themselves
    therefore thick thin third
    thirteenth thirtieth thought thousand threw throughout throw thrown thursday ticket tickets tight time times tiny
    tired title today together tomorrow tonight tone took top total totally touch tough tower town track tracking trade
    traffic transaction transfer transferred transferring trash travel treat tree trial tried trip trouble
    troubleshoot troubleshooting truck true trust truth try trying tuesday turn turned turning turns tv tv's twelfth
    twentieth twenty twice type typical typically unable unacceptable understand understanding understood unfortunately
    unhappy unit unless unlimited unplug unplugged unusual upcoming update updated updates upgrade upgraded upgrading
    upset upstairs usage use used useful user using usual usually valid value van various verification verified verify
    version via video view visit visited voice voicemail volume waited waiting walk walked walking wall wallet warm
    warned warning warranty washed wasted watch watched watching water wave weather web website wednesday week weekend
    weekends weekly weeks weird welcome went whenever wherever whichever white who wide wider wife wifi willing window
    windows winter wire wired wireless wires wish woman women wonder wonderful wondering word words wore work worked
    worker working works world worried worries worry worse worst worth wow write writing written wrong wrote yard year
    yearly years yell yelled yesterday young younger yourself zone
    anytime thankyou gonna wanna
    gotta kinda uh um er erm hm hmm mm mhm huh ah aha alright awesome ma'am maam mam cheers bye bless
    eligible promo flier postbox mailbox brochure ad advert billboard unplugs reps rep representative advisor
    adviser typed typing types autopay booking bookings phew bounced policyholder personally username topping topped
    purse g'day y'all ma'am okey doke okie dokie dokey alrighty righto righty yep nope mhm operator colleague
    coworker boss workers neighbors tenant apartment basement attic kitchen bedroom office cupboard
    """)


def _forms(base: str) -> tuple[str, ...]:
    """A word with its regular endings: "carry" with carries and carried, "hope" with hopes, hoped and hoping."""
    stem = base.removesuffix("e")
    if base.endswith("y"):
        return (base, base + "s", base[:-1] + "ies", base[:-1] + "ied", base + "ing", base + "ed")
    return (base, base + "s", base + "es", stem + "ed", stem + "ing", base + base[-1] + "ed", base + base[-1] + "ing")


_NAMED = GIVEN_NAMES | SURNAMES
FAMILIAR = _COMMON | frozenset(
    word for word in (*(form for base in BASES for form in _forms(base)), *FREQUENT) if word not in _NAMED
)
"""Words everybody uses: none of them is a name or a street even where one was asked for."""
COMMON = FAMILIAR | (ENGLISH - WORLD_GIVEN - WORLD_FAMILY - MORE_GIVEN_NAMES - MORE_SURNAMES - _NAMED)
"""Words of English that are neither a person's nor a street's name (unless a strong cue says so)."""
