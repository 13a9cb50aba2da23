"""Tags of the podcast namespace that feedgen does not know: the words of an episode, and that it is private."""

from typing import Any, Final

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.util import xml_elem

NAMESPACE: Final = "https://podcastindex.org/namespace/1.0"


class PrivateFeed(BaseExtension):  # type: ignore[misc]
    """`podcast:block`: no directory may list it (itunes:block says it to the others)."""

    def extend_ns(self) -> dict[str, str]:
        return {"podcast": NAMESPACE}

    def extend_rss(self, rss_feed: Any) -> Any:
        xml_elem(f"{{{NAMESPACE}}}block", rss_feed[0]).text = "yes"
        return rss_feed


class Transcribed(BaseEntryExtension):  # type: ignore[misc]
    """`podcast:transcript`: where a program finds the captions."""

    def __init__(self) -> None:
        self.url = ""

    def transcript(self, url: str) -> None:
        self.url = url

    def extend_rss(self, entry: Any) -> Any:
        if self.url:
            tag = xml_elem(f"{{{NAMESPACE}}}transcript", entry)
            tag.attrib.update({"url": self.url, "type": "text/vtt", "language": "en", "rel": "captions"})
        return entry
