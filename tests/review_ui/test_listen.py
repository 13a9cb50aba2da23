"""The listening queue."""

from sqlalchemy.orm import Session

from store.installation import Installation
from tests.factories.listen import make_listen
from tests.factories.person import dilip
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_bruno_sees_his_finding_and_his_four_excerpts(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.bruno).get("/listen").text
    assert "Mailer caused about 31" in html
    assert html.count("excerpt-quote") == 4
    assert "0 of 4 heard" in html
    assert "1 answered" in html
    assert "Start listening" in html


def test_an_executive_without_a_digest_is_told_what_comes(
    installation: Installation, scene: Scene, session: Session
) -> None:
    someone = dilip(session)
    session.commit()
    assert "Nothing to hear yet" in visitor(installation, someone).get("/listen").text


def test_the_qa_lead_sees_every_queue_and_carol_not_brunos(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.quentin).get("/listen").text
    assert "for Bruno Lang" in html
    assert "for Carol Mwangi" in html
    assert scene.digest is not None
    assert visitor(installation, scene.carol).get(f"/digests/{scene.digest.id}").status_code == 404
    assert visitor(installation, scene.bruno).get(f"/digests/{scene.digest.id}").status_code == 200


def test_a_heard_excerpt_is_marked(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    bruno.send(f"/excerpts/{scene.excerpts[0].id}/listens", form_on=f"/excerpts/{scene.excerpts[0].id}")
    assert "state-heard" in bruno.get("/listen").text


def test_a_downloaded_excerpt_is_not_taken_for_a_heard_one(
    installation: Installation, scene: Scene, session: Session
) -> None:
    make_listen(session, excerpt=scene.excerpts[0], channel="feed", heard_at=None)
    session.commit()
    bruno, path = visitor(installation, scene.bruno), f"/excerpts/{scene.excerpts[0].id}"
    html = bruno.get("/listen").text
    assert "0 of 4 heard" in html
    assert "1 downloaded by your podcast program" in html
    assert "state-downloaded" in html
    assert "Your podcast program downloaded it" in bruno.get(path).text
    bruno.send(f"{path}/listens", {"channel": "feed"}, form_on=path)
    assert "1 of 4 heard" in bruno.get("/listen").text
