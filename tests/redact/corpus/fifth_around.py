"""What else is said in such calls: how they begin, and how they go on afterwards."""

from __future__ import annotations

from random import Random

BEGUN = 0.5
"""Share of calls of which the turns before are heard too."""
ENDED = 0.35
_BEFORE = (
    "a: Thank you for calling, how can I help? | c: Hi, I want to pay my bill.",
    "a: Hello, you're through to renewals. | c: Yeah, I got a letter about my car insurance.",
    "c: Hiya, I'm moving house next month and I want to take my broadband with me. | a: No problem at all.",
    "c: My heating's gone off again and I have the boiler cover with you. | a: Oh dear, let's get that sorted.",
    "a: Customer service, good afternoon. | c: I'd like to cancel, please.",
    "c: I never received my parcel. | a: I'm sorry to hear that, let me check for you.",
    "c: There's a payment on my statement that I didn't make. | a: Okay, I'll need to take you through security.",
    "a: I can certainly help with that. I just need to verify your account first. | c: Go ahead.",
    "c: I need to change the flight, my meeting got moved. | a: Certainly, sir.",
    "c: I'm ringing to book a repeat appointment at the clinic. | a: Of course, bear with me.",
    "a: Claims department, is anybody hurt? | c: No, no, we're all fine, just the car.",
    "c: The internet is so slow in the evenings. | a: Right, I'll run a test on the line.",
    "c: I wish to know the status of my refund. | a: Sure, please allow me a moment.",
    "c: G'day, just after a quote for the ute. | a: No worries, happy to help.",
    "c: The app has logged me out and I can't get back in. | a: We can fix that now.",
    "a: So that's the annual plan you'd like? | c: Yes please.",
    "c: I've been overcharged for the gas, by a lot. | a: I do apologise.",
    "c: I want to add somebody to my plan. | a: That's not a problem.",
    "a: Reservations, good morning. | c: Morning. I'd like to book two nights in May.",
    "c: Hello? Yes, I was cut off just now. | a: I'm sorry about that, let me start again.",
    "a: Okay, I've found a policy that fits. | c: Great, let's go for it.",
    "c: My prescription hasn't come through. | a: Let me look into that for you.",
    "c: I got a text saying my order's delayed. | a: Let's have a look.",
    "a: Before we go any further I have to ask a few questions, okay? | c: That's fine.",
)
_AFTER = (
    "a: Thank you. Just bear with me while that loads. | c: No rush.",
    "a: Perfect, that's all updated for you. | c: Cheers.",
    "a: Lovely. And is there anything else today? | c: No, that's it.",
    "a: Alright, that's gone through. You'll get a confirmation shortly. | c: Thanks very much.",
    "a: Okay, I'm just going to pop you on hold. | c: Okay.",
    "a: Great, I can see the account now. So what seems to be the trouble? | c: The bill's too high.",
    "c: Is that everything you need? | a: That's everything, yes.",
    "a: Brilliant. It'll be three to five working days. | c: That's grand, thanks.",
    "a: Thank you for confirming. | c: You're welcome.",
    "a: Thanks for that. So the excess would be two hundred and fifty. | c: Fine.",
    "c: When will I hear back? | a: Within forty eight hours.",
    "a: Noted, sir. Please stay on the line. | c: Okay, okay.",
    "a: Too easy. Your first payment's due on the twentieth. | c: Beauty.",
    "c: And it's definitely forty dollars a month? | a: Yes, for twelve months.",
)


def surrounded(wording: str, rng: Random) -> str:
    """The wording with what may be said before and after it."""
    before = f"{rng.choice(_BEFORE)} | " if rng.random() < BEGUN else ""
    after = f" | {rng.choice(_AFTER)}" if rng.random() < ENDED else ""
    return f"{before}{wording}{after}"
