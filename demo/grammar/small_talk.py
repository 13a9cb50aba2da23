"""What both sides say whatever the call is about: greeting, asking, waiting, thanking. No cause is in it."""

from __future__ import annotations

from demo.grammar.template import act

ACTS = (
    act(
        "agent.greet",
        """
        thank you for calling quillmere broadband how can i help you
        good morning this is quillmere broadband what can i do for you
        quillmere broadband customer care how may i help
        hello and welcome to quillmere broadband how can i help today
        good afternoon you have reached quillmere broadband
        hello this is quillmere what can i help you with today
        welcome to quillmere broadband what is the reason for your call
        thanks for calling quillmere how can i be of service
        good day you are through to quillmere broadband
        quillmere broadband good evening how can i help you
        """,
    ),
    act(
        "agent.ask_more",
        """
        sure what seems to be the matter
        of course tell me what happened
        okay can you tell me a little more about that
        i am happy to look at that with you what is wrong
        all right please go on
        i see and what would you like to know
        let me help you with that what is it about
        yes of course how can i help with it
        okay i am listening
        certainly please tell me the whole story
        """,
    ),
    act(
        "agent.ask_again",
        """
        and what makes you ask
        okay and what can i do about it today
        i understand what is your question then
        right and what did you expect to see
        thank you and how can we put it right
        i have your account here what is the problem exactly
        i see it here now what would you like me to do
        thanks and what is it that went wrong
        okay and why are you calling about it now
        i can see the account so what is the trouble
        """,
    ),
    act(
        "agent.sorry",
        """
        i am sorry to hear that
        oh i am very sorry about this
        that should not have happened i am sorry
        i understand and i am sorry for the trouble
        sorry about that let me have a look
        i can hear that this is annoying
        oh dear let me see what we can do
        thank you for telling me that
        i see that is not how it should be
        i am sorry that you had to call about this
        """,
    ),
    act(
        "agent.hold",
        """
        please hold the line while i look into it
        can i put you on hold for a moment
        one moment please while i check this
        give me a minute i will ask my colleague
        please stay on the line while i check
        """,
    ),
    act(
        "agent.back",
        """
        thank you for waiting
        thanks for holding i am back now
        hello again and thank you for your patience
        i am back sorry for the wait
        thank you for staying on the line
        """,
    ),
    act(
        "agent.anything_else",
        """
        is there anything else i can do for you
        can i help you with anything else today
        is there something else you wanted to ask
        was there anything else
        do you have any other question
        """,
    ),
    act(
        "agent.close",
        """
        thank you for calling and goodbye
        have a nice day goodbye
        thanks for your call bye
        you are welcome have a good day
        thank you for calling quillmere goodbye
        it was nice talking to you goodbye
        take care and goodbye
        thank you and have a good evening
        you are very welcome bye now
        thanks again for calling goodbye
        """,
    ),
    act(
        "customer.also",
        """
        yes there is one more thing
        yes and on top of that
        well there is something else too
        actually yes one other thing
        yes while i have you on the line
        """,
    ),
    act(
        "customer.thanks",
        """
        okay thank you very much bye
        all right thanks for your help goodbye
        that is all thank you
        no that is everything thank you goodbye
        fine thank you for your time
        good thanks a lot bye
        okay then i will wait and see thank you
        well thank you for looking into it
        that helps thank you goodbye
        great thank you so much
        """,
    ),
    act(
        "customer.neutral",
        """
        i have been with you for {years} years now
        i looked at it twice to be sure
        nobody told me anything about it
        my neighbor asked me the same thing
        my wife said i should call you
        my husband told me to ring you about it
        i tried your web page but i could not find the answer
        i am calling from my work so i have only a few minutes
        it took me a while to find the right number
        i just want to understand it
        i waited {minutes} minutes to get through
        i do not want to make trouble i only want it clear
        it is the first time that i call about this
        i would like to have this sorted out today
        i wrote it all down so that i remember
        """,
    ),
    act(
        "customer.annoyed",
        """
        to be honest i am not happy about it
        that is not what i expected from you
        i do not think that is fair
        it makes me want to look for another company
        it has cost me half a day already
        i really need you to fix this
        i am quite upset about the whole thing
        you can see why i am calling
        i hope you can do something about it
        this should not be so hard
        """,
    ),
    act(
        "customer.greet",
        """
        hello
        hi there
        good morning
        yes hello
        hi good afternoon
        """,
    ),
)
