// What page and kernel tell each other. Written by tools/schema.py from js/panel.schema.json.

/** Where the page finds the kernel when its main thread is busy. */
export interface Kernel {
  /** Its id at the notebook's server. */
  id: string;
  /** The panel's own channel. */
  comm: string;
}

/** What the panel is for right now. */
export interface Skill {
  name: string;
  job: string;
  examples: string[];
  formats: string[];
  /** Largest upload in bytes. */
  limit: number;
}

/** One entry of the conversation. */
export interface Message {
  id: number;
  /** Who says it. */
  who: "you" | "nemo" | "problem";
  text: string;
  /** What changed on the timeline, one line each; for a problem, what to do next. */
  lines: string[];
}

/** What is being done right now. */
export interface Job {
  kind: "connect" | "chat" | "upload" | "export" | "batch" | "cell";
  label: string;
  done: number;
  /** 0 while unknown. */
  total: number;
  /** Milliseconds since 1970, so that a page that was reloaded goes on counting. */
  since: number;
  cancelling: boolean;
}

/** A finished export. */
export interface Clip {
  id: string;
  name: string;
  /** Its path from the notebook's folder, empty when it lies elsewhere. */
  file: string;
  /** Bytes. */
  size: number;
  /** Seconds; 0 when unknown. */
  duration: number;
  /** When it was made, in milliseconds since 1970. */
  at: number;
}

/** One job of a batch. */
export interface BatchRow {
  /** Its place, from 0. */
  number: number;
  file: string;
  state: "waiting" | "running" | "done" | "unchanged" | "failed" | "invalid";
  /** What is to be done, what is being done, what changed, or what went wrong. */
  what: string;
  /** What it took; 0 before its end. */
  seconds: number;
  /** The id of its video; empty while there is none. */
  video: string;
}

/** Many files, each its own video. */
export interface Batch {
  /** How far it is, in words. */
  line: string;
  /** How far it is, from 0 to 1. */
  part: number;
  /** What concerns all of it. */
  note: string;
  rows: BatchRow[];
  /** Rows that are not shown. */
  more: number;
  over: boolean;
  /** It was stopped, and the panel can go on with it. */
  rest: boolean;
}

/** Everything visible, so that a reloaded page and a second view show the same. */
export interface Traits {
  kernel: Kernel | null;
  /** The language spoken now: en or zh. */
  language: string;
  skill: Skill;
  service: string;
  /** The project's id, empty before there is one. */
  project: string;
  credits: string;
  messages: Message[];
  /** The answer that is arriving. */
  reply: string;
  activity: string;
  job: Job | null;
  /** The timeline as HTML. */
  picture: string;
  /** Seconds of the timeline. */
  duration: number;
  exportable: boolean;
  /** A still of the latest upload, as a data URL; empty when there is none. */
  poster: string;
  /** The export in the player. */
  video: Clip | null;
  /** The exports that are still there, the newest first. */
  renders: Clip[];
  /** The latest batch, until it is put away. */
  batch: Batch | null;
}

export type ToKernel =
  /** Send this to the service. */
  | { type: "say"; text: string }
  /** Make the video file. */
  | { type: "export" }
  /** End the job that began then. */
  | { type: "cancel"; since: number }
  /** Send again what a job changes, and speak the page's language unless another one was chosen. */
  | { type: "sync"; language: string }
  /** Put this export into the player. */
  | { type: "play"; id: string }
  /** These uploads will come, so many bytes in all: make a video of each, as these words say. */
  | { type: "each"; ids: string[]; words: string[]; size: number }
  /** Go on with the batch that was stopped. */
  | { type: "rest" }
  /** Open one job of the batch as the project, to refine it. */
  | { type: "reopen"; number: number }
  /** Show the batch no longer. */
  | { type: "away" }
  /** A file of so many bytes will come; `among` those of a batch. */
  | { type: "upload"; id: string; name: string; size: number; among: boolean }
  /** A part of it, in the first buffer. */
  | { type: "slice"; id: string; seq: number; offset: number; sha256: string }
  /** Ask how far an upload is. */
  | { type: "where"; id: string }
  /** Ask for the export's bytes from there on. */
  | { type: "fetch"; id: string; offset: number };

export type FromKernel =
  /** The kernel has had the message of this number. */
  | { type: "got"; nr: string }
  /** So many bytes have arrived in order; go on from there. `seq` is the slice answered, -1 for none. */
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
