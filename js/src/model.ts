// What the kernel and the page tell each other. nemo_nb/notebook/panel.py holds the other side.

export interface Skill {
  name: string;
  job: string;
  examples: string[];
  formats: string[];
  /** Largest upload in bytes. */
  limit: number;
}

export interface Message {
  id: number;
  who: "you" | "nemo" | "problem";
  text: string;
  /** What changed in the timeline, one line each; for a problem, what to do next. */
  lines: string[];
}

/** What is being done right now. `total` is 0 while unknown; `since` is in milliseconds since 1970. */
export interface Job {
  kind: "connect" | "chat" | "upload" | "export";
  label: string;
  done: number;
  total: number;
  since: number;
  cancelling: boolean;
}

/** The latest export. `file` is its path from the notebook's folder, empty when it lies elsewhere. */
export interface Video {
  id: string;
  name: string;
  file: string;
  size: number;
  duration: number;
}

/** Everything that is visible, so that a reloaded page or a second view shows the same. */
export interface Traits {
  skill: Skill;
  service: string;
  credits: string;
  messages: Message[];
  reply: string;
  activity: string;
  job: Job | null;
  picture: string;
  duration: number;
  exportable: boolean;
  /** A still of the latest upload, as a data URL; empty when there is none. */
  poster: string;
  video: Video | null;
}

export type ToKernel =
  | { type: "say"; text: string }
  | { type: "export" }
  | { type: "cancel" }
  | { type: "sync" }
  | { type: "upload"; id: string; name: string; size: number }
  | { type: "slice"; id: string; seq: number; offset: number; sha256: string }
  | { type: "where"; id: string }
  | { type: "fetch"; id: string; offset: number };

export type FromKernel =
  /** `offset` bytes of the upload have arrived; send on from there. */
  | { type: "ack"; id: string; seq: number; offset: number }
  /** The upload is over: complete, refused or cancelled. */
  | { type: "ended"; id: string }
  /** A part of the video, in the first buffer; `size` is the whole. */
  | { type: "bytes"; id: string; offset: number; size: number };

/** The part of anywidget's model that the panel uses. */
export interface Model {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  on(event: string, callback: (...parts: never[]) => void): void;
  off(event: string, callback: (...parts: never[]) => void): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
}
