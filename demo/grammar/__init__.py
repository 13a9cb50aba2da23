"""The dialogue grammar of the sample calls: who says what, why, and with which planted personal data.

In: a random generator and a `CallPlan`. Out: a `Dialogue` of spoken words, every one traceable to a template.
Promise: a sentence template held out of training is never used by a call that is not marked `held_out`.
"""
