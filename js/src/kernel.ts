// The kernel behind the panel, by the server's own ways: is it there, and how to reach it while a cell blocks it.

import type { Kernel, ToKernel } from "./model";

/** How long a connection of our own may take, in milliseconds. */
const PATIENCE = 5_000;

interface Server {
  base: string;
  token: string;
}

/** Return the Jupyter server of this page, or null where there is none (VS Code, Colab, marimo). */
function server(): Server | null {
  const text = document.getElementById("jupyter-config-data")?.textContent;
  if (!text) return null;
  const config = JSON.parse(text) as { baseUrl?: string; token?: string };
  return config.baseUrl ? { base: config.baseUrl, token: config.token ?? "" } : null;
}

/** Return what the server says of the kernel. */
export async function stateOf(kernel: Kernel, signal: AbortSignal): Promise<"idle" | "busy" | "dead" | "unknown"> {
  const at = server();
  if (!at) return "unknown";
  const headers: HeadersInit = at.token ? { Authorization: `token ${at.token}` } : {};
  try {
    const answer = await fetch(`${at.base}api/kernels/${kernel.id}`, { headers, signal });
    if (answer.status === 404) return "dead";
    const { execution_state: state } = (await answer.json()) as { execution_state?: string };
    return state === "idle" || state === "busy" || state === "dead" ? state : "unknown";
  } catch {
    return "unknown";
  }
}

/**
 * Send a message through the kernel's control channel, which it reads even while a cell runs.
 *
 * The widget's own channel has to wait then. This opens a connection for the one message.
 */
export function sendAnyway(kernel: Kernel, message: ToKernel): void {
  const at = server();
  if (!at) return;
  const session = crypto.randomUUID();
  const url = new URL(`${at.base}api/kernels/${kernel.id}/channels`, window.location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = new URLSearchParams({ session_id: session, ...(at.token && { token: at.token }) }).toString();
  const socket = new WebSocket(url);
  const timer = window.setTimeout(() => socket.close(), PATIENCE);
  const header = {
    msg_id: crypto.randomUUID(),
    msg_type: "comm_msg",
    session,
    username: "",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const content = { comm_id: kernel.comm, data: { method: "custom", content: message } };
  socket.addEventListener("open", () => {
    socket.send(JSON.stringify({ channel: "control", header, parent_header: {}, metadata: {}, content, buffers: [] }));
  });
  // The kernel says on this connection that it has dealt with the message.
  socket.addEventListener("message", (event) => {
    const heard = JSON.parse(String(event.data)) as { parent_header?: { msg_id?: string }; content?: { execution_state?: string } };
    if (heard.parent_header?.msg_id === header.msg_id && heard.content?.execution_state === "idle") socket.close();
  });
  socket.addEventListener("close", () => window.clearTimeout(timer));
}
