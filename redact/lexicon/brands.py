"""Firms, products and days that are called like persons: naming one says nothing of who calls."""

BRANDS = frozenset(
    tuple(name.split())
    for name in """
    john lewis|john deere|jack daniels|jack daniel's|johnnie walker|jim beam|jose cuervo|captain morgan|ben and jerry's
    wells fargo|charles schwab|morgan stanley|jp morgan|edward jones|fannie mae|freddie mac|sallie mae|hugo boss
    calvin klein|ralph lauren|tommy hilfiger|michael kors|kate spade|marc jacobs|paul smith|ted baker|karen millen
    doctor martens|dr martens|harley davidson|aston martin|alfa romeo|rolls royce|jimmy choo|victoria's secret
    papa john's|papa johns|trader joe's|trader joes|sam's club|dick's sporting|bob evans|denny's|wendy's|arby's|carl's
    jimmy john's|uncle ben's|aunt jemima|betty crocker|duncan hines|oscar mayer|orville redenbacher|dr pepper
    doctor pepper|mary kay|estee lauder|elizabeth arden|laura ashley|peter jones|harvey nichols|marks and spencer
    fred meyer|barnes and noble|johnson and johnson|procter and gamble|ernst and young|smith and wesson
    stanley cup|super mario|harry potter|donkey kong|star wars|mickey mouse|spider man|taylor swift|henry hoover
    saint patrick's|st patrick's|saint valentine's|valentine's day|saint george's|martin luther king day|boxing day
    christmas carol|uncle sam|john doe|jane doe|peter pan|robin hood|joe public|murphy's law
    """.replace("\n", "|").split("|")
    if name.strip()
)
MOST_BRAND_WORDS = max(map(len, BRANDS))
BEGIN_BRANDS = frozenset(words[0] for words in BRANDS)
