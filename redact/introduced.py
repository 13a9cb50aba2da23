"""What people say before a name, or to ask for one."""

from redact.lexicon.wordlist import words
from redact.phrases import phrases

CERTAIN = phrases("""
    my name is|my name's|the name is|the name's|name is|name's|name was|full name is|first name is|last name is
    surname is|maiden name is|family name is|my surname is|my last name is|my first name is|under the name
    under the name of|in the name of|in my husband's name|in my wife's name|listed under|speaking with
    you are speaking to|you're speaking to|first name|last name|surname|family name|middle name|middle name is
    name on the account is|name on the card is|account holder is|signed by|my husband|my wife|my son|my daughter
    my brother|my sister|my partner|my mum|my mom|my mam|my dad|my father|my mother|my uncle|my aunt|my auntie
    my niece|my nephew|my cousin|my grandson|my granddaughter|my grandmother|my grandfather|my nan|my fiance
    my fiancee|my boyfriend|my girlfriend|my flatmate|my roommate|my landlord|my boss|my neighbour|my neighbor
    my friend|my colleague|my manager|my supervisor|your husband|your wife|your son|your daughter|your mother
    your father|policyholder is|policyholder is down as|passenger is|patient is|cardholder is|made out to
    addressed to|signed for by|booked for|reserved for|it should say|they call me|known as|fella called
    bloke called|chap called|girl called|name of|father's name|mother's name|husband's name|wife's name|speak to
    speak with|surname's|surname was|names are|in the names of|on behalf of|next of kin is|emergency contact is
    second driver is|named driver is|beneficiary is|executor is|guardian is|carer is|my grandad|my granddad
    my grandma|my gran|my ex|my stepson|my stepdaughter|my son's|my daughter's|my husband's|my wife's
    my mother's|my father's|my mum's|my dad's|my partner's|my carer|my assistant|my secretary|my accountant
    my solicitor|my lawyer|my tenant|my doctor|my dentist|my pa|your colleague|your manager|your supervisor
    your engineer|your technician|your driver|your neighbour|your neighbor|your partner
    """)
"""After these nearly anything that is not an everyday word is a name."""
PROBABLE = phrases("""
    was called|is called|are called|account is under|it's under|through to|speaking to|spoke with|spoke to|talked to
    talking to|talking with
    ask for|name of|account holder|named|called me|manager called|agent called|technician called
    gentleman called|lady called|man called|woman called|guy called|person called|someone called|somebody called
    colleague called|rep called|in the name|i am|i'm|this is|call me|under|put through to|put me through to
    pass you to|pass you over to|hand you to|hand you over to|transfer you to|connect you to|connect you with
    is it|is that|is this|with me|deal with|dealt with|dealing with|dealt with by|served by|seen by|booked by
    placed by|cancelled by|approved by|agreed by|taken by|rang by|visited by|from a|told by|it was|that was|he's
    she's|who's|it's|here's|there's|let|tell|told|ask|asked|asking for|looking for|meet|met|thank|remember|see
    saw|for a|to a|care of|attention of|attention|attn|cc|copy in|copied in|emailed|messaged|texted|rang|phoned
    contacted|chased
    """)
"""After these a word is a name if it is known as one, however ambiguous."""
LIKELY = phrases("""
    this is|i'm|i am|it's|it is|here is|thank you|thanks|hello|hi|hey|good morning|good afternoon|good evening
    okay|alright|all right|yes|no|dear|bye|goodbye|sorry|call me|morning|afternoon|you too|welcome back|sure
    well|so|right|great|perfect|please|and|with|from|for|by|is|was|that's|am|right away|of course|appreciate it
    take care|cheers|ta|g'day|hiya|howdy|namaste|kia ora|listen|look|oh|lovely|brilliant|grand|nice one|there
    now|then|evening|for holding|for waiting|for calling|for your patience|no worries|no problem|you're welcome
    speak soon|anyway|basically|honestly|sorry about that|got you|gotcha|okay so
    """)
"""After these only a known name is one, ambiguous ones ("frank", "rose") included where nothing follows."""
TITLES = words("mr mister mrs missus ms miss miz mx dr doctor sir madam professor prof reverend")
ASKING = phrases("""
    your name|your full name|your first name|your last name|your surname|who am i speaking|whom am i speaking
    who i'm speaking|who is this|who's calling|your name please|name on the account|name on the card|name please
    what name|which name|whose name|in whose name|who signed|name is it under|who's it under
    who should i ask for|who am i talking to|who do i speak to|who is calling|who's speaking|who are you
    and you are|who is it for|anyone else|anybody else|who else|spell that|spelling that|spell it
    how do you spell|last name|first name|surname|who is it|who's this|who've i got|who have i got
    who am i talking|who would that be|who's that|who was it|who did you speak|who did you deal|who told you
    who served you|who helped you|who came out|pleasure of speaking|who's it for|who is that for
    who's the account|who will be|who can we|your name again|your good name|booking be in|names please|names are
    and the name|name there|who's the|name and address|name and|name for me|account holder's name|the name
    full name|a name|customer's name|get your name
    """)
"""Questions whose answer, in the other side's next words, is a name."""
INTRODUCED = phrases("""
    through to|speaking to|speaking with|spoke to|spoke with|talking to|talked to|is this|this is|ask for|call me
    transfer you to|pass you to|put you through to|am i speaking to|am i talking to
    """)
"""After these also a name that is an everyday word, where nothing follows or what follows a name."""
