"""What stays and what goes in one call: registers, lists of the installation, the record of the customer."""

from pathlib import Path

import pytest

from ingest.arrival import customer_hash
from redact.entities import EntityType
from redact.lists import ListError
from redact.text import redact_text
from store.installation import Installation
from store.tables.driver import Offering
from worker.exempt import exemptions
from worker.typed import redactor


@pytest.fixture
def customers(tmp_path: Path, installation: Installation) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text("customer_ref,name,secret\nC-1,Long Page,blue horse\nC-2,Asha Rao,red barn\n")
    installation.settings.redaction.customers_file = path
    return path


def cleaned(installation: Installation, text: str, *, reference: str = "") -> str:
    hashed = customer_hash(reference, installation.settings.secret)
    with installation.readers() as session:
        return redact_text(text, exemptions(session, installation.settings, customer=hashed)).text


def test_a_customers_record_is_cut_in_their_own_calls_only(installation: Installation, customers: Path) -> None:
    said = "agent: thank you long page it is blue horse"
    assert cleaned(installation, said, reference="C-1") == "agent: thank you [NAME] it is [SECRET]"
    assert cleaned(installation, said, reference="C-2") == said
    assert cleaned(installation, said) == said


def test_a_changed_file_is_read_again(installation: Installation, customers: Path) -> None:
    assert cleaned(installation, "so red barn it is", reference="C-2") == "so [SECRET] it is"
    customers.write_text("customer_ref,secret\nC-2,green gate is shut\n")
    assert cleaned(installation, "so red barn it is", reference="C-2") == "so red barn it is"


def test_a_missing_file_is_named(installation: Installation, customers: Path) -> None:
    customers.unlink()
    with pytest.raises(ListError, match=r"customers.csv cannot be read: No such file"):
        cleaned(installation, "hello", reference="C-1")


def test_the_lists_of_the_settings_hold_for_what_people_type(installation: Installation) -> None:
    lists = installation.settings.redaction
    lists.keep_words, lists.cut_names, lists.patterns = ["Daphne"], ["Zuzu Brightwater"], {"NATIONAL_ID": [r"KX-\d{4}"]}
    with installation.sessions.begin() as session:
        session.add(Offering(id="OF-1", name="Veronica", may_promise="all"))
        session.flush()
        redact = redactor(session)
        said = "i told zuzu that the veronica and the daphne box need KX-1234 and not susanna"
        assert redact(said) == "i told [NAME] that the veronica and the daphne box need [NATIONAL_ID] and not [NAME]"


def test_a_wrong_pattern_stops_the_redaction_and_says_which(installation: Installation) -> None:
    installation.settings.redaction.patterns = {EntityType.PIN.value: ["("]}
    with installation.readers() as session, pytest.raises(ListError, match="of PIN is no regular expression"):
        exemptions(session, installation.settings)
