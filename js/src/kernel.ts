// The kernel behind the panel, by the server's own ways: is it there, and how to reach it while a cell blocks it.

import type { Kernel, ToKernel } from "./model";

/** How long a connection of our own is kept after its last message, in milliseconds. */
const KEPT = 5_000;

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

/** One connection to a kernel beside the page's own. */
interface Line {
  socket: WebSocket;
  session: string;
  waiting: (string | ArrayBuffer)[];
  timer: number;
}

const lines = new Map<string, Line>();

/**
 * Send a message through the kernel's control channel, which it reads even while a cell runs.
 *
 * The widget's own channel has to wait then. Return false where there is no such way.
 */
export function sendAnyway(kernel: Kernel, message: ToKernel, buffers: ArrayBuffer[] = []): boolean {
  const at = server();
  if (!at) return false;
  const line = lines.get(kernel.id) ?? connect(at, kernel.id);
  const header = {
    msg_id: crypto.randomUUID(),
    msg_type: "comm_msg",
    session: line.session,
    username: "",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const content = { comm_id: kernel.comm, data: { method: "custom", content: message } };
  const packed = pack({ channel: "control", header, parent_header: {}, metadata: {}, content, buffers: [] }, buffers);
  if (line.socket.readyState === WebSocket.OPEN) line.socket.send(packed);
  else line.waiting.push(packed);
  window.clearTimeout(line.timer);
  line.timer = window.setTimeout(() => line.socket.close(), KEPT);
  return true;
}

function connect(at: Server, id: string): Line {
  const session = crypto.randomUUID();
  const url = new URL(`${at.base}api/kernels/${id}/channels`, window.location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = new URLSearchParams({ session_id: session, ...(at.token && { token: at.token }) }).toString();
  const line: Line = { socket: new WebSocket(url), session, waiting: [], timer: 0 };
  lines.set(id, line);
  line.socket.addEventListener("open", () => {
    for (const packed of line.waiting.splice(0)) line.socket.send(packed);
  });
  line.socket.addEventListener("close", () => {
    window.clearTimeout(line.timer);
    if (lines.get(id) === line) lines.delete(id);
  });
  return line;
}

/** Return a message as Jupyter's servers read it: JSON, and with buffers a table of places before all parts. */
export function pack(message: object, buffers: ArrayBuffer[]): string | ArrayBuffer {
  const text = JSON.stringify(message);
  if (!buffers.length) return text;
  const parts = [new TextEncoder().encode(text), ...buffers.map((buffer) => new Uint8Array(buffer))];
  let place = 4 * (parts.length + 1);
  const table = new DataView(new ArrayBuffer(place));
  table.setUint32(0, parts.length);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, place));
  parts.forEach((part, index) => {
    table.setUint32(4 * (index + 1), place);
    whole.set(part, place);
    place += part.byteLength;
  });
  whole.set(new Uint8Array(table.buffer));
  return whole.buffer;
}
