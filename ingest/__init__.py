"""A call record arrives, perhaps with a recording.

Rows in: none. Rows out: Call, Recording, and a Refusal for what could not be taken in. Promise: idempotent by external
id and by content hash; a bad record is refused with its reason and the rest goes on.
"""
