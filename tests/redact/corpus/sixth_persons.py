"""Calls of the sixth half about who somebody is: names, birthdays, and what only they know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.entities import EntityType

FRAMES: Mapping[EntityType, Sequence[str]] = {
    EntityType.NAME: (
        "a: Can I take your name, please? | c: It's <full>.",
        "a: Who am I speaking with? | c: <full>.",
        "c: Hi, my name's <full>, I'm calling about my bill.",
        "a: And your full name? | c: <full>. | a: Thank you, <first>.",
        "a: Could you spell your surname? | c: <spelled>.",
        "a: First name? | c: <first>. | a: And the last name? | c: <last>, <spelled>.",
        "a: How do you spell that? | c: So it's <last>, that's <spelled>. | a: Thanks, Mr. <last>.",
        "a: Thank you for calling, this is <first>, how can I help you today? | c: Hi, it's about my broadband.",
        "a: You're through to <first> in the claims team. | c: Hello.",
        "a: Am I speaking to Mrs. <last>? | c: Yes, speaking.",
        "c: I'm calling on behalf of my father, <full>. He's eighty six. | a: Is he with you?",
        "a: What name is the booking under? | c: It should be under <last>.",
        "a: And the name on the card? | c: <full>.",
        "a: Is that <other>? | c: No, it's <full>.",
        "c: I spoke to a <first> last week, and she promised me a callback.",
        "a: Who signed for the parcel? | c: It says <full>, I've never heard of them.",
        "a: Right, <first>, I've found your account. | c: Oh good.",
        "c: The consultant was Dr. <last>, and the appointment was for my knee.",
        "a: And the policyholder is? | c: My wife, <full>.",
        "c: This is <full>. I have reservation for tonight. | a: Welcome back.",
        "a: Any other drivers? | c: My son, <otherfirst>, and my partner, <other>.",
        "a: Patient's name? | c: <full>. | a: And you are? | c: I'm the daughter, <otherfirst>.",
        "c: Sorry, who was that? | a: It's <first>. | c: Thanks, <first>, you've been ever so helpful.",
        "a: Surname? | c: <last>. | a: Was it <spelled>? | c: Exactly.",
        "a: Can you put <first> on the phone, just to give me permission? | c: Yeah, <first>, she wants you.",
        "a: Good morning, my name is <full>, calling from the water company. | c: Hello, yes.",
    ),
    EntityType.DATE_OF_BIRTH: (
        "a: Can I take your date of birth? | c: <dob>.",
        "a: And your date of birth, please? | c: It's <dob>.",
        "a: When were you born? | c: I was born on <dob>.",
        "a: What's your birthday? | c: <dob>. | a: Happy birthday for last week!",
        "c: Date of birth is <dob>. | a: Thank you.",
        "a: DOB? | c: <dob>.",
        "a: Could you confirm the date of birth for the patient? | c: Hers is <dob>.",
        "a: Date of birth? | c: <dob:wrong>. No, that's my husband's. <dob>.",
        "a: And you were born on <dob>, is that right? | c: It is, for my sins.",
        "a: Your date of birth? | c: <dob>. | a: <dob:back>. Lovely.",
        "a: Just for security, date of birth? | c: Oh, you're making me feel old. <dob>.",
        "c: My mum was born <dob>, and she needs her flu jab.",
        "a: How old is the driver? | c: She's born <dob>, so you work it out.",
        (
            "a: Day, month and year you were born? | c: <birth:1/3>. | a: Yes? | c: <birth:2/3>. | a: And the year? "
            "| c: <birth:3/3>."
        ),
        "a: And the date of birth of the person travelling? | c: Okay, <dob>.",
        "c: I'm <dob>, if you need the birth date. | a: I do, yes.",
        "a: What's the date of birth you gave when you opened the account? | c: My real one, <dob>.",
        "a: I've a different date of birth here. | c: Have you got <dob:wrong>? Because it's <dob>.",
        "a: Please confirm your birth date, sir. | c: Birth date is <dob>.",
        "a: Date of birth of the deceased, please? I'm sorry to ask. | c: That's alright. <dob>.",
        "c: You want the birthday too? It's <dob>.",
        "a: So that's name and address. Date of birth? | c: Er, yeah, <dob>.",
        "a: Your date of birth starting with the month? | c: <dob>.",
        "c: She was born in hospital with you lot, on <dob>, so you should have it. | a: I've got her, thanks.",
        "a: Were you born <dob>? | c: Yes, that's me.",
    ),
    EntityType.SECRET: (
        "a: I've sent you a code by text, could you read it out? | c: <code>.",
        "a: What's the code on your phone? | c: It says <code>.",
        "c: I've got the code, it's <code>. | a: Perfect, you're in.",
        "a: You should have a one time passcode now. | c: Yes. <code>. | a: Thanks.",
        "a: The numbers in the message? | c: Hang on, it's just come. <code>.",
        "c: The text says your verification code is <code>, do not share it with anyone.",
        "a: Can you read me the passcode? | c: <code:1/2>. | a: Yes. | c: And <code:2/2>.",
        "a: The authentication code? | c: <code:wrong>. Oh, that's the old one. <code>.",
        "a: What's the password on the account? | c: <password>.",
        "c: My password is <password>, but it doesn't let me in.",
        "a: Do you remember your security password? | c: I think it's <password>.",
        "a: I'll set you a temporary password, it's <password>. | c: Okay, let me type that.",
        "c: The wifi password on the back of the box is <password>.",
        "a: What did you set the password to? | c: I always use <password>, and then it says incorrect.",
        "a: And the memorable word? | c: <memorable>.",
        (
            "a: Can you give me the third letter of your memorable word? | c: <letter>. | a: And the sixth? "
            "| c: <otherletter>."
        ),
        "a: There's a password on the account for callers. | c: Is it <memorable>? | a: That's right.",
        "c: My log in is my email, and the password's <password>, what am I doing wrong?",
        "a: Your new password is <password>. | c: So <password:back>. | a: That's it.",
        "a: What's your passphrase? | c: <phrase>.",
        "a: Three words you chose when you registered? | c: They were <phrase>.",
        "c: I'm typing the password, <phrase>, and it won't have it.",
        "a: I've just emailed you a security code. | c: Got it. <code>. | a: Brilliant, that's verified.",
        "c: Someone rang me for the code and I gave them <code>, and now my account's empty.",
        "a: What's the answer to your security word? | c: Oh God. <memorable>? | a: Yes, don't worry.",
        "a: And the code from your authenticator app? | c: It changes every second. Now it's <code>.",
    ),
}
