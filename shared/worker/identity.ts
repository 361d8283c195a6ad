import type { Actor } from "../core/actor.ts";

/** The header in which the gateway says who calls. It is read only from a caller that is the gateway. */
export const ACTOR_HEADER = "x-actor";

const NOBODY: Actor = { kind: "nobody" };

export function encodeActor(actor: Actor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(actor));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The gateway is trusted by configuration, so what it wrote is not checked again. */
export function decodeActor(header: string | null | undefined): Actor {
  if (!header) return NOBODY;
  const bytes = Uint8Array.from(atob(header.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Actor;
}
