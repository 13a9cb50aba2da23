from redact.text import redact_text


def test_offsets_count_characters_of_the_line_as_typed() -> None:
    text = "Agent:  may I have your   card number?\nCustomer: sure,  4111 1111  1111 1111.\n\nthanks"
    result = redact_text(text)
    assert result.text.split("\n") == [
        "Agent:  may I have your   card number?",
        "Customer: sure,  [CARD_NUMBER].",
        "",
        "thanks",
    ]
    document = result.as_json()
    (found,) = document["entities"]
    line = text.split("\n")[found["line"]]
    assert (found["type"], line[found["start"] : found["end"]]) == ("CARD_NUMBER", "4111 1111  1111 1111")
    assert "4111" not in str(document)


def test_the_question_of_one_line_explains_the_answer_in_the_next() -> None:
    assert redact_text("what is your account pin\nseven seven one two").text.endswith("[PIN]")


def test_text_without_personal_data_comes_back_unchanged() -> None:
    text = "the flyer promised 3 free months\tand it was $29.99\r\n"
    assert redact_text(text).text == text
