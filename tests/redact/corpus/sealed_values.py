"""What the templates are filled with: names of people from many countries, streets, towns, mail hosts and secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.lexicon.wordlist import row
from tests.redact.corpus.sealed_codes import CODES

WORDS: Mapping[str, Sequence[str]] = {
    "FIRST": row(
        """siobhan declan aoife niamh gareth rhiannon callum isla mohammed fatima yusuf aisha arjun deepika rajesh
        lakshmi harpreet thabo nomvula sipho lerato johannes anneke wiremu aroha mei wei jun hui-min nur rizal
        tamara kwame adaeze chidi jamal keisha tyler madison brandon ashley dorothy harold gladys norman edith
        pedro guadalupe luis valentina olga sergei agnieszka piotr giulia matteo thanh linh hyun-woo soo-jin
        kaitlyn liam emma noah barbara doug sheila bruce tracey wayne nigel pauline"""
    ),
    "HIM": row(
        """declan gareth callum mohammed yusuf arjun rajesh thabo sipho johannes wiremu rizal kwame
        jamal tyler harold pedro sergei piotr matteo hyun-woo liam doug bruce nigel"""
    ),
    "HER": row(
        """siobhan aoife niamh rhiannon isla fatima aisha deepika lakshmi nomvula lerato anneke aroha
        hui-min tamara adaeze keisha madison dorothy edith guadalupe valentina agnieszka giulia linh
        soo-jin emma barbara sheila tracey pauline"""
    ),
    "MIDDLE": row("james mary ann patrick rose jean lee anthony grace william kumar marie"),
    "LAST": row(
        """gallagher o'sullivan byrne murphy davies llewellyn macdonald fraser hussain begum rahman khan sharma iyer
        reddy kaur gill dlamini nkosi mokoena botha pretorius ngata tan lim goh ismail abdullah osei eze washington
        jackson anderson schneider peterson hernandez ramirez gutierrez ivanova petrov nowak wisniewski rossi esposito
        tran pham kim park thompson hodgkinson featherstone ramsbottom cooper baker mcallister tremblay singh costa"""
    ),
    "NEXTFIRST": row("colin beryl kiran zainab mandla pieter yvette trevor consuelo hamish moana farah dieter bronwyn"),
    "NEXTLAST": (
        "van der merwe", "de souza", "el amrani",
        *row("whitehouse chaudhry zulu tamihana oduya lachance bianchi kovacs mahoney blackwood sato"),
    ),
    "HARD": row(
        """krzyzanowski ngcobo venkateswaran caoimhe szymanska mukhopadhyay xiong llwyd oyelaran taumoepeau
        featherstonehaugh o'shaughnessy bhattacharya nkemdirim"""
    ),
    "SPELT": (
        "s i o b h a n", "n g u y e n", "m c g r a t h", "k a u r", "d e s a i", "w y l i e", "z h a n g", "b o t h a",
        "t h o m s o n", "g r a e m e", "o apostrophe d o n n e l l", "double l o y d", "c a double r",
        "h e double m i n g s", "m a c l e o d", "p r z y b y l a", "w h y t e", "j o n e s",
    ),
    "WRITTENNAME": (
        "Siobhan Gallagher", "Rajesh Iyer", "Lerato Mokoena", "Wei Ling Tan", "Dorothy Peterson", "Mohammed Hussain",
        "Jamal Washington", "Agnieszka Nowak", "Callum Fraser", "Guadalupe Hernandez", "Anneke Botha", "Aroha Ngata",
        "Harpreet Gill", "Thanh Pham", "Norman Hodgkinson", "Niamh O'Sullivan", "Jean-Pierre Tremblay", "Kwame Osei",
    ),
    "ROAD": (
        "nelson mandela", "jan smuts", "bukit timah", "saint john's", "north main", "old mill",
        *row(
        """orchard chapel victoria albert mill park high york grange kingfisher elm sycamore ballymoney
        drumcondra pitt collins lambton queen main jefferson magnolia sunset peachtree
        hawthorn wellington lavender primrose"""
        ),
    ),
    "KIND": row("road street avenue lane close crescent drive way gardens terrace place grove"),
    "HOUSE": (
        "fourteen", "twenty seven", "one hundred and six", "three", "two twelve", "eighty eight", "5", "41", "1190",
        "sixty two a", "nine", "seventeen", "four oh one", "12b", "twenty two", "one thirty five",
    ),
    "FLAT": ("flat three", "flat 2b", "apartment four c", "unit seven", "unit 12", "apartment 908", "flat nineteen"),
    "PLACE": row("harrogate swansea leeds paisley newbury stockport taunton lisburn grimsby hereford dundee wrexham"),
    "IEPLACE": row("galway limerick drogheda kilkenny tralee athlone naas"),
    "USPLACE": ("akron ohio", "boise idaho", "tulsa oklahoma", "savannah georgia", "Mesa, Arizona", "duluth minnesota"),
    "AUPLACE": ("geelong", "parramatta", "toowoomba", "hobart", "Dunedin", "fremantle", "bendigo", "ballarat"),
    "CAPLACE": ("mississauga", "red deer alberta", "Halifax, Nova Scotia", "kelowna", "regina", "laval quebec"),
    "INPLACE": ("andheri west", "koramangala", "T Nagar", "salt lake", "banjara hills", "anna nagar"),
    "HOST": (
        "gmail dot com", "hotmail dot co dot uk", "yahoo dot co dot in", "bigpond dot com", "eircom dot net",
        "b t internet dot com", "i cloud dot com", "outlook dot com", "x t r a dot co dot n z", "proton dot me",
        "sympatico dot c a", "m web dot co dot z a", "a o l dot com", "live dot ie", "optus net dot com dot a u",
    ),
    "SHORT": row("jdub mags kaz dt ruthie pjm gran baz tez rk smithy lulu"),
    "THING": row("kitchen rugby liverpool petals sparrow guitar lasagne velvet cricket pumpkin thunder bluebell"),
    "NR": ("seventy four", "six six", "two thousand and nine", "nineteen sixty two", "oh seven", "82", "1971", "five"),
    "PASSPHRASE": (
        "rainy sunday", "buster two oh one four", "everton forever", "marigold", "pineapple pizza",
        "chocolate labrador",
        "snowdrop nine", "ballroom", "silver lining", "kookaburra", "biltong", "monty and tess", "trombone",
        "lighthouse eighty one", "correct lemon bicycle", "seaview",
    ),
    "WRITTENPASS": ("Rover1987!", "sunsh1ne22", "Liverpool#05", "Qwerty@123", "m0nkeyNuts", "Wembley66", "tr3eHouse9"),
    **CODES,
}  # fmt: skip
"""Words to choose from; those in capitals within a template are the same all through it."""
