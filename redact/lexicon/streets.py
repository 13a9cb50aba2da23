"""Words of postal addresses. Small letters."""

from redact.lexicon.wordlist import words

STREET_TYPES = words("""
    street road avenue lane drive boulevard terrace crescent gardens highway parkway turnpike alley mews
    """)
"""Words that name a street wherever a house number and a name stand before them."""

WEAK_STREET_TYPES = words("""
    way place court close square circle row walk park hill grove path trail loop rise green view plaza st rd ave ln dr
    blvd ct pl ter cres hwy pkwy parade esplanade quay wharf wynd brae strand embankment broadway causeway crossing
    circuit cove ridge heights vale valley common croft marg chowk nagar colony sector straat weg laan villas mansions
    bypass bend vista arcade promenade approach gate mount end
    """)
"""Words that name a street only where the talk is of an address, or the street's own name is not a common word."""

UNITS = frozenset({"apartment", "apt", "unit", "flat", "suite", "floor", "building", "block", "room", "lot"})

HOUSES = words("""
    cottage cottages lodge farm farmhouse barn mill manor villa bungalow rectory vicarage parsonage schoolhouse stables
    creamery grange homestead granary forge bakehouse towers tower house hall court oasthouse priory abbey ranch
    plantation cabin chalet maltings warehouse foundry chapel manse steading acres orchard
    """)
"""Words that end the name of a house that has no number."""

STATES = words("""
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode
    tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec manitoba alberta columbia
    england scotland wales ireland county shire
    """)

CITY_WORDS = words("new north south east west saint san los las fort port salt great little upper lower")
"""Common words that begin a town's or street's name."""

MISHEARD_TYPES = frozenset({"rode", "straight", "lain", "lame", "avenues", "drives", "cord", "caught", "rowed"})
"""What recognisers write for streets, roads, lanes, drives and courts."""
