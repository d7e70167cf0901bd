"""Google ADK's own server with an agent whose model is a few lines in this process.

    python tests/client/adk_server.py      # prints {"url": …} when it is up; ends with its standard input

Needs ``pip install google-adk``.
"""

from __future__ import annotations

import json
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from google.adk.cli.fast_api import get_fast_api_app

AGENT = '''
from google.adk.agents import LlmAgent
from google.adk.models import BaseLlm, LlmResponse
from google.genai import types


def content(*parts):
    return types.Content(role="model", parts=list(parts))


class Model(BaseLlm):
    async def generate_content_async(self, request, stream=False):
        last = request.contents[-1].parts[0]
        if last.function_response:
            yield LlmResponse(content=content(types.Part(text="Title added.")))
            return
        if "title" in last.text:
            call = types.FunctionCall(name="add_title", args={"text": "Paradise"})
            yield LlmResponse(content=content(types.Part(text="One moment."), types.Part(function_call=call)))
            return
        pieces = ["Calm ", "lo-fi, ", "78 BPM \u266a."]
        if stream:
            for piece in pieces:
                yield LlmResponse(content=content(types.Part(text=piece)), partial=True)
        if "boom" in last.text:
            raise RuntimeError("the model fell over")
        thought = types.Part(text="The user wants calm.", thought=True)
        yield LlmResponse(content=content(thought, types.Part(text="".join(pieces))))


def add_title(text: str) -> dict:
    """Add a title."""
    return {"status": "done", "text": text}


root_agent = LlmAgent(name="nemo_agent", model=Model(model="fake"), tools=[add_title])
'''


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        agent = Path(folder) / "nemo_agent"
        agent.mkdir()
        (agent / "__init__.py").write_text("from . import agent\n")
        (agent / "agent.py").write_text(AGENT)
        app = get_fast_api_app(
            agents_dir=folder, session_service_uri="memory://", use_local_storage=False, web=False
        )
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
