import { connect, type Socket } from "node:net";

export interface Reply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** From the last byte asked to the last byte answered. */
  readonly ms: number;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const CHUNKS_END = Buffer.from("0\r\n\r\n");

interface Asking {
  readonly at: number;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** One kept-alive HTTP/1.1 connection that asks one thing at a time: cheap, so that the client is not what is measured. */
export class Connection {
  readonly #socket: Socket;
  #asking: Asking | undefined;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", (error) => this.#asking?.reject(error));
    socket.on("close", () => this.#asking?.reject(new Error("the connection was closed")));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("error", reject);
      socket.once("connect", () => resolve(new Connection(socket)));
    });
  }

  ask(request: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#received = Buffer.alloc(0);
      this.#asking = { at: performance.now(), resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#asking = undefined;
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const reply = replyIn(this.#received);
    const asking = this.#asking;
    if (!reply || !asking) return;
    this.#asking = undefined;
    asking.resolve({ ...reply, ms: performance.now() - asking.at });
  }
}

/** The answer in these bytes, once it is whole. */
export function replyIn(bytes: Buffer): Omit<Reply, "ms"> | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
  const status = Number(head.slice(9, 12));
  const body = bytes.subarray(headEnd + HEAD_END.length);
  if (/\r\ntransfer-encoding: *chunked/.test(head)) {
    // Our JSON holds no line end, so these bytes are the last chunk's.
    if (!body.subarray(-CHUNKS_END.length).equals(CHUNKS_END)) return undefined;
    return { status, head, body: unchunked(body) };
  }
  const length = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0);
  return body.length >= length ? { status, head, body: body.toString() } : undefined;
}

function unchunked(bytes: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (!(size > 0)) break;
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts).toString();
}

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it goes over the wire, made once and sent often. A body that is a string goes as it is. */
export function requestOf({ method = "GET", path, token, body, headers = {} }: Asked): Buffer {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: courtyard.example",
    "accept: application/json",
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ["content-type: application/json"]),
    ...(method === "GET" ? [] : [`content-length: ${Buffer.byteLength(text)}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${text}`);
}
