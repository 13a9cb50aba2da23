"""Which channel of a two-channel call is the agent: one rule for all, or one for each source or queue."""

from fnmatch import fnmatchcase

from pydantic import BaseModel, Field


class ChannelRule(BaseModel):
    """Who is on which channel in the calls of a source and queue; `*` and `?` stand for any letters."""

    source: str = Field("*", description="Source of the calls: the manifest's file name, or `folder`")
    queue: str = Field("*", description="Queue of the calls")
    agent_channel: int = Field(0, ge=0, le=1, description="The agent's channel: 0 left, 1 right")
    swap_outbound: bool = Field(False, description="In outbound calls the sides change places")

    def fits(self, *, source: str, queue: str) -> bool:
        return fnmatchcase(source, self.source) and fnmatchcase(queue, self.queue)

    def agent_channel_of(self, *, outbound: bool) -> int:
        return 1 - self.agent_channel if outbound and self.swap_outbound else self.agent_channel
