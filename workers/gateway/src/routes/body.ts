import { JSON_LIMIT, type Terms } from "#shared/contracts/route";
import { AppError } from "#shared/core/errors";
import type { Soon } from "#shared/core/soon";
import type { Body } from "../call.ts";

/** How much of a body that is refused is still taken, in bytes: a connection that breaks off hides the refusal from its sender. */
const DRAIN_LIMIT = 20_000_000;

const tooLarge = (limit: number): AppError => new AppError("request.too_large", { facts: { limit } });

/**
 * The body as it will be passed on, never more than its limit, and none where it is empty: a raw body whose length is known
 * flows through, any other is read here.
 *
 * @throws AppError `request.media_type`, `request.too_large`
 */
export function bodyOf(request: Request, { raw }: Terms): Soon<Body> {
  if (raw) demandType(request, raw.contentTypes);
  const limit = raw?.limit ?? JSON_LIMIT;
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > limit) throw tooLarge(limit);
  const isMeasured = declared !== null && !request.headers.has("transfer-encoding");
  if (isMeasured && !raw) return request.text().then((text) => within(limit, text));
  if (request.body === null || isMeasured) return request.body;
  return readWithin(request.body, limit);
}

function within(limit: number, text: string): string | null {
  if (text.length > limit) throw tooLarge(limit);
  return text === "" ? null : text;
}

function demandType(request: Request, contentTypes: readonly string[]): void {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || !contentTypes.includes(type)) {
    throw new AppError("request.media_type", { facts: { expected: contentTypes.join(", ") } });
  }
}

async function readWithin(body: ReadableStream, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await drain(reader);
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  if (size === 0) return null;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

async function drain(reader: ReadableStreamDefaultReader): Promise<void> {
  for (let taken = 0; taken < DRAIN_LIMIT; ) {
    const { done, value } = await reader.read();
    if (done) return;
    taken += value.byteLength;
  }
  reader.cancel().catch(() => {});
}
