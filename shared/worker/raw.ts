import { routePath } from "hono/route";
import { AppError } from "../core/errors.ts";
import { type AppContext, routeKey } from "./app.ts";
import type { BaseEnv } from "./call.ts";

/**
 * The bytes of a raw body, held to the route's own terms: the gateway checks them too, and a worker trusts nobody.
 *
 * @throws AppError `request.media_type`, `request.too_large`
 */
export async function rawBody<E extends BaseEnv>(c: AppContext<E>): Promise<Uint8Array> {
  const route = c.var.round.routes.get(routeKey(c.req.method, routePath(c)));
  const raw = route && "terms" in route ? route.terms.raw : undefined;
  if (!raw) throw new Error(`${routePath(c)} takes no raw body`);
  const [type = ""] = (c.req.header("content-type") ?? "").split(";");
  if (!raw.contentTypes.includes(type.trim().toLowerCase()))
    throw new AppError("request.media_type", { facts: { expected: raw.contentTypes.join(", ") } });
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (body.length > raw.limit) throw new AppError("request.too_large", { facts: { limit: raw.limit } });
  return body;
}
