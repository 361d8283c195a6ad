import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Person } from "../core/actor.ts";
import { AUDIENCE, DEFAULT_ISSUER, TOKEN_ALGORITHM, TOKEN_SECONDS, TOKEN_TYPE } from "../core/token.ts";
import { WORKERS } from "../core/workers.ts";
import { anId, type Told } from "./story.ts";

/** What stands outside the gateway in its own tests: workers that say what they were asked, and an IAM that signs. */

type Answering = (request: Request) => Response | Promise<Response>;

export interface StandIn extends Fetcher {
  /** What it was asked, the oldest first. */
  readonly asked: Request[];
}

/** A worker behind a binding that answers like this. */
export function standIn(answer: Answering): StandIn {
  const asked: Request[] = [];
  const door = {
    asked,
    fetch: async (input: Request | string, init?: RequestInit) => {
      const request = new Request(input, init);
      asked.push(request.clone());
      return answer(request);
    },
  };
  return door as unknown as StandIn;
}

/** Answers with what it was sent. */
export const echo = (): StandIn =>
  standIn(async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    return Response.json({ method: request.method, path: pathname + search, headers, body: await request.text() });
  });

/** A worker that never answers; it ends when whoever asks gives up. */
export const silent = (): StandIn =>
  standIn(
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
      ),
  );

export const problem = (status: number, code: string, more: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ code, status, title: code, detail: `${code}.` }), {
    status,
    headers: { "content-type": "application/problem+json", ...more },
  });

type Claims = Readonly<Record<string, unknown>>;

/** IAM as the gateway knows it: a key that signs, and what it says of keys and revocations. */
export async function anIssuer(kid = anId("signingKey") as string) {
  const { privateKey, publicKey } = await generateKeyPair(TOKEN_ALGORITHM, { crv: "Ed25519", extractable: true });
  const { x } = await exportJWK(publicKey);
  const key = { kty: "OKP", crv: "Ed25519", x: x ?? "", kid, alg: TOKEN_ALGORITHM, use: "sig" } as const;
  const claimsOf = (who: Person): Claims => {
    const iat = Math.floor(Date.now() / 1000);
    const { id: sub, sid, authAt, locale, verified, grants } = who;
    const common = {
      iss: DEFAULT_ISSUER,
      aud: AUDIENCE,
      iat,
      exp: iat + TOKEN_SECONDS,
      jti: crypto.randomUUID(),
      amr: ["pwd"],
    };
    return { ...common, sub, sid, authAt, locale, verified, grants };
  };
  return {
    key,
    privateKey,
    publicKey,
    tokenFor: (who: Person, claims: Claims = {}, header: Record<string, unknown> = {}): Promise<string> =>
      new SignJWT({ ...claimsOf(who), ...claims })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid, ...header })
        .sign(privateKey),
  };
}

export interface Trusted {
  keys: unknown[];
  ended: string[];
  stale: { userId: string; notBefore: number }[];
}

interface App {
  fetch(request: Request, env: unknown, context: ExecutionContext): Promise<Response> | Response;
}

interface Asking {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to an app as a client on the internet, from an address of its own; `settled` waits for what was deferred. */
export function clientOf(app: App, env: unknown) {
  const deferred: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => deferred.push(work),
    passThroughOnException: () => {},
    props: {},
  };
  const address = `2001:db8:${hex4()}:${hex4()}::1`;
  const send = async (path: string, { method = "GET", token, body, headers = {} }: Asking = {}): Promise<Response> => {
    const isJson =
      body !== undefined &&
      typeof body !== "string" &&
      !(body instanceof Uint8Array) &&
      !(body instanceof ReadableStream);
    const request = new Request(`https://courtyard.example${path}`, {
      method,
      headers: {
        "cf-connecting-ip": address,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(isJson && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
    });
    return app.fetch(request, env, context as unknown as ExecutionContext);
  };
  return {
    address,
    send,
    // biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
    ask: async (path: string, asking?: Asking): Promise<Told<any>> => {
      const answer = await send(path, asking);
      const text = await answer.text();
      const isJson = /json/.test(answer.headers.get("content-type") ?? "");
      return { status: answer.status, headers: answer.headers, body: isJson && text ? JSON.parse(text) : { text } };
    },
    settled: () => Promise.all(deferred),
  };
}

const hex4 = (): string => (Math.floor(Math.random() * 0xefff) + 0x1000).toString(16);

/** A gateway with its outside: an IAM whose trust document the test may change, and workers that answer with what they were sent. */
export async function stage(app: App, env: object, doors: Readonly<Record<string, Fetcher>> = {}) {
  const issuer = await anIssuer();
  const trusted: Trusted = { keys: [issuer.key], ended: [], stale: [] };
  const asked = { trust: 0 };
  const iam = echo();
  const IAM = standIn((request) => {
    if (new URL(request.url).pathname !== "/internal/trust") return iam.fetch(request);
    asked.trust += 1;
    return Response.json(trusted);
  });
  const standing = { IAM, RESIDENCY: echo(), BOOKINGS: echo(), EVENTS: echo(), NOTIFICATIONS: echo() };
  const others = Object.fromEntries(WORKERS.map((name) => [name.toUpperCase(), echo()]));
  return { issuer, trusted, asked, ...standing, ...clientOf(app, { ...env, ...others, ...standing, ...doors }) };
}
