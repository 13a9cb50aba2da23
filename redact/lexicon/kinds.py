"""Words that say together what a number is, in whatever order: "the small number printed on the card"."""

from redact.entities import EntityType
from redact.lexicon.wordlist import words

FIGURES = words("number numbers digit digits figure figures code codes numerals")
"""One of these, and near it one of those below."""
KINDS = (
    (EntityType.SECURITY_CODE, words("signature strip reverse flip cvv cvc cvv2 csc cid")),
    (EntityType.CARD_NUMBER, words("card visa mastercard amex maestro plastic embossed")),
    (EntityType.NATIONAL_ID, words("passport licence license tax identity nhs medicare citizen medicaid insurance")),
    (EntityType.BANK_ACCOUNT, words("bank banking routing sort cheque chequing checkbook chequebook account")),
    (EntityType.PHONE, words("mobile cell handphone landline telephone whatsapp ring callback contact reach dial")),
    (EntityType.SECRET, words("text texted message app authenticator sms temporary verification login push")),
)
OF_BACK = words("small smaller little short shorter tiny wee back reverse security last three four separate printed")
"""Beside a card they say that its security code is meant."""
