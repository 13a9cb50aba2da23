"""All innocent calls of the half."""

from tests.redact.corpus.fifth_everyday import COVER, FIELD, JOURNEYS, MONEY, TALK
from tests.redact.corpus.fifth_innocent import HOME, ORDERS

INNOCENT = [line for text in (ORDERS, HOME, JOURNEYS, COVER, MONEY, TALK, FIELD) for line in text.strip().splitlines()]
