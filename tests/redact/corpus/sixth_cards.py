"""Calls of the sixth half in which a card is read out: its number, its code, its date, its PIN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.entities import EntityType

FRAMES: Mapping[EntityType, Sequence[str]] = {
    EntityType.CARD_NUMBER: (
        "a: Can I take the long number across the front of the card, please? | c: Yeah sure, it's <card>.",
        "a: Whenever you're ready with the sixteen digits. | c: Right, okay. <card>.",
        "c: I'd like to pay the balance off today, the card is <card>, it's a Visa debit. | a: Lovely, bear with me.",
        (
            "a: And the card number? | c: <card>. | a: Let me read that back to you, <card:back>. Is that correct? "
            "| c: That's the one."
        ),
        "a: Could I have the first half of the number? | c: It's <card:1/2>. | a: Okay, go on. | c: <card:2/2>.",
        (
            "a: Long card number when you're ready. | c: So <card:1/4>. | a: Yep. | c: <card:2/4>. | a: Uh-huh. "
            "| c: <card:3/4>. | a: And the last bit? | c: <card:4/4>."
        ),
        "a: What's the number on the card? | c: <card:wrong>. Oh no, hang on, I've read that wrong, love. It's <card>.",
        (
            "c: Hiya, it's about the direct debit, I want to put my new card on the account. It's <card>. "
            "| a: Thanks, I've popped that on for you."
        ),
        (
            "a: I've got a card on file, but it's declining. Do you have another one? "
            "| c: Let me get my purse. Okay, try <card>."
        ),
        (
            "a: For the deposit on the rental car I need a credit card, not a debit one. "
            "| c: Yes, is Mastercard. Number is <card>. | a: Thank you, sir."
        ),
        "c: Sorry, my glasses are somewhere. Is it the number in the middle? <card>, does that sound right?",
        "a: To guarantee the room I'll just need a card number. | c: Of course. You ready? <card>. | a: Perfect.",
        "c: I already typed it in on the keypad, twice. It's <card> and the machine just hung up on me.",
        "a: So that's <card>, is that right? | c: Yes, correct.",
        "a: I missed the last part, sorry, the line is breaking up. | c: From the top? <card>. | a: Got it now.",
        "c: The payment that went out, it came off the card <card>, and I don't recognise it at all.",
        (
            "a: Which card did you use for the subscription? | c: Erm, the blue one, <card>. "
            "| a: I can see it here, thank you."
        ),
        "a: I'm ready for the card. | c: <card>. | a: Sorry, was that <card:wrong>? | c: No, no. <card:back>.",
        "c: My husband's given me his card to use, is that alright? So it's, er, <card>.",
        (
            "a: Okay and how would you like to pay for that today? | c: Card please. American Express or Visa, "
            "whichever. Take <card>."
        ),
        "a: For the card, you said <card:1/2>, and then? | c: And then <card:2/2>. | a: Brilliant.",
        (
            "c: Hello, I was on with somebody and we got cut off. She had taken <card> but not the rest. "
            "| a: No problem, I'll pick it up from here."
        ),
        "a: If you turn it over, there's the number on the back on the newer cards. | c: Oh yeah. <card>.",
        "c: I want to report it lost, but I did write it down. It's <card>. | a: I've cancelled that one now.",
        (
            "a: Please tell me the card number slowly. | c: <card:1/3>. | a: Yes. | c: <card:2/3>. | a: Yes. "
            "| c: And <card:3/3>. | a: Thank you, that's gone through."
        ),
    ),
    EntityType.SECURITY_CODE: (
        "a: And the three digits on the back? | c: <cvv>.",
        "a: Can I get the security code, please? | c: Yeah, it's <cvv>.",
        "a: And lastly the last three numbers on the signature strip. | c: Er, <cvv>. | a: Thanks.",
        "c: And the CVV is <cvv>, if you need that. | a: I do, thank you.",
        (
            "a: The CVC code? | c: What is this? | a: On the back side of the card, the little number. "
            "| c: Ah, okay. <cvv>."
        ),
        "a: Security number? | c: <cvv:wrong>. No, sorry, <cvv>. It's worn off a bit.",
        "a: What's the three digit code? | c: <cvv>. | a: <cvv:back>? | c: That's it.",
        "c: I can hardly read the back, it's all rubbed. I think it says <cvv>.",
        "a: Now flip it over for me, what are the numbers on the right of the white box? | c: The small ones? <cvv>.",
        (
            "a: And the CVV? | c: My daughter says don't give that out. | a: That's fine, it's only for the payment. "
            "| c: Oh go on then, <cvv>."
        ),
        "a: I'm just missing the security code now. | c: Hang on a sec, it's in the other room. Right. <cvv>.",
        "c: The code on the back, <cvv>, you want that as well?",
        "a: So I have <cvv> as your security code, yes? | c: Yes.",
        "a: On an Amex it's on the front, above the number. | c: I see it. <frontcode>.",
        "a: Could you confirm the verification number on the reverse? | c: <cvv>.",
        "a: It's come back saying the security code doesn't match. | c: Try <cvv>. I might have said it wrong before.",
        "c: Expiry I've told you already, and the three on the back are <cvv>.",
        "a: And the last three digits from the back of the card for me, please. | c: They are <cvv>. | a: Super.",
        (
            "a: What are the three little numbers? | c: There's a seven digit thing and then <cvv>. "
            "| a: Just the last ones, perfect."
        ),
        "a: The card verification value, please. | c: <cvv>, I think. Yeah, <cvv:back>.",
        "a: CVV? | c: <cvv>.",
        "c: Do you need the secure code? It's <cvv>. | a: That's great, I'll take that payment now.",
        "a: May I have the security digits, madam? | c: Yes please, <cvv>.",
        "a: The three digits on the back, was that <cvv:wrong>? | c: No, it's <cvv>.",
    ),
    EntityType.CARD_EXPIRY: (
        "a: And the expiry date? | c: <expiry>.",
        "a: When does the card expire? | c: It's <expiry>.",
        "a: What's the expiration on that? | c: Uh, <expiry>.",
        "a: Could you tell me the valid until date, please? | c: <expiry>. | a: Lovely.",
        "c: Expires <expiry>. | a: Thank you.",
        "a: Expiry? | c: End of <expiry>.",
        "a: Good thru, it says, and then a month and a year. | c: Oh right. <expiry>.",
        "a: And it runs out when? | c: Let me look. <expiry>, so a good while yet.",
        "a: Expiry date, please. | c: <expiry:wrong>. No, that's the old card. <expiry>.",
        "a: So the expiry is <expiry>, correct? | c: Correct.",
        "a: What is the month and the year on the front? | c: Month and year is <expiry>.",
        "c: The new card came, the expiry on it is <expiry>, everything else is the same. | a: Let me update that.",
        "a: Expiration date? | c: <expiry>. | a: <expiry:back>, got it.",
        "a: I just need the end date on the card. | c: The end date, yes, one moment. <expiry>.",
        "c: It's valid from last year and expires end <expiry>.",
        "a: Your card on file has expired. | c: I have the new one here, it goes to <expiry>.",
        "a: And the exp date? | c: <expiry>. | a: Awesome.",
        "a: Has that card run out? | c: No, no. It's good until <expiry>.",
        "c: Valid thru <expiry>, and the name on it is my wife's.",
        "a: The expiry date on the card, sir? | c: I can't see it, it's very small. Ah. <expiry>.",
        "a: Can you check the expiry, it's been rejected. | c: I did say <expiry>, didn't I? | a: You did, sorry.",
        "a: The date on the card? | c: Which one, the start or the end? | a: The end. | c: Then that's <expiry>.",
        "a: Thanks for that, and the expiry? | c: Okay so it's, um, <expiry>. | a: Okay.",
        "a: It expires <expiry>, is that what it says? | c: That's what it says here.",
    ),
    EntityType.PIN: (
        "a: Could you confirm your telephone banking PIN? | c: <longpin>.",
        "a: What's the PIN on the account? | c: It's <pin>.",
        "c: My PIN is <pin> and the cash machine keeps spitting it out.",
        "a: You shouldn't tell me your PIN. | c: Oh, I always use <pin>, it's the same for everything.",
        "a: Please enter or say your PIN. | c: <pin>.",
        "a: You'll need to set a new PIN, four digits. | c: Can I have <pin>? | a: That's fine.",
        "a: Your temporary PIN is <pin>, please change it when you log in. | c: <pin:back>, okay.",
        "c: I want to change the PIN from <pin:wrong> to <pin>, please.",
        "a: And the account PIN? | c: <pin:wrong>. | a: That's not matching. | c: Sorry, <pin> then.",
        "a: For the parental controls there's a PIN. | c: The kids know it, it's <pin>.",
        "c: The PIN for the parcel locker, you sent me <pin> and it doesn't open.",
        "a: Can you verify the four digit PIN you set up with us? | c: I think it was <pin>.",
        "a: Four digit PIN, please? | c: Let me think. <pin>, yeah.",
        "c: When I put in my PIN, which is <pin>, it says blocked. | a: I'll reset that for you.",
        "a: The PIN number? | c: <pin>, I'm pretty sure.",
        "a: I'll give you the voicemail PIN now. Have you got a pen? | c: Go ahead. | a: It's <pin>.",
        "a: So your PIN will be <pin>. Please don't share it with anyone. | c: Okay, thanks.",
        "c: I put the PIN in, <pin>, and it said wrong PIN, three times.",
        "a: We have a security PIN on the account for you. | c: Oh yes, my son set it. Could be <pin>?",
        "a: Your PIN, sir? | c: My PIN is <longpin>. | a: You're through security.",
        "c: Debit card PIN is <pin>, isn't it? | a: I can't see that from here, I'm afraid.",
        "a: What PIN are you using for the app? | c: Always <pin>. | a: I'd change that, to be honest.",
        "a: And the passcode to unlock the phone for the repair? | c: It's <longpin>.",
        "a: Just your PIN before we start. | c: Is that the one I use in the shop? <pin>. | a: Thanks, verified.",
    ),
}
