"""Talk to the service: `NemoClient` waits, `AsyncNemoClient` is awaited; both follow protocol/."""

from nemo_nb.client._async_client import AsyncChatStream, AsyncNemoClient, AsyncProject
from nemo_nb.client._batch_progress import BatchProgress, BatchRow
from nemo_nb.client._batch_watch import RunningBatch, watch_batches
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
    "BatchRow",
    "ChatStream",
    "KnownProject",
    "NemoClient",
    "Project",
    "Projects",
    "Renders",
    "Reply",
    "RunningBatch",
    "Service",
    "Uploads",
    "Video",
    "watch_batches",
]
