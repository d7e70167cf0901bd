"""Talk to the service: `NemoClient` waits, `AsyncNemoClient` is awaited; both follow protocol/."""

from nemo_nb.client._async_client import AsyncChatStream, AsyncNemoClient, AsyncProject
from nemo_nb.client._batch_progress import BatchProgress
from nemo_nb.client._client import ChatStream, NemoClient, Project
from nemo_nb.client._lists import Projects, Renders, Uploads
from nemo_nb.client._projects import KnownProject
from nemo_nb.client._reply import Reply
from nemo_nb.client._service import Service
from nemo_nb.protocol import Video

__all__ = [
    "AsyncChatStream",
    "AsyncNemoClient",
    "AsyncProject",
    "BatchProgress",
    "ChatStream",
    "KnownProject",
    "NemoClient",
    "Project",
    "Projects",
    "Renders",
    "Reply",
    "Service",
    "Uploads",
    "Video",
]
