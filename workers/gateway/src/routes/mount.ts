import type { Context, Handler } from "hono";
import { contracts } from "#shared/contracts/all";
import type { PublicRoute } from "#shared/contracts/route";
import { AppError } from "#shared/core/errors";
import { logError } from "#shared/worker/log";
import type { App, Behind, Types } from "../call.ts";
import { askDoor, isBehind } from "../clients/doors.ts";
import { wordsFirst } from "../domain/route-order.ts";
import { admission, type Memory } from "./admission.ts";
import { passedHeaders } from "./headers.ts";

/** How long a worker may take to begin its answer, in milliseconds. */
const DEADLINE = 30_000;

/** Every public route there is, in the order in which they are matched. */
export const publicRoutes: readonly PublicRoute[] = Object.values<Record<string, PublicRoute>>(contracts)
  .flatMap((contract) => Object.values(contract))
  .sort((a, b) => wordsFirst(a.path, b.path));

/** Mounts what the workers behind the gateway answer: the contract refuses, the worker decides. */
export function mountContracts(app: App, memory: Memory): void {
  for (const route of publicRoutes) {
    const { worker } = route.terms;
    if (isBehind(worker)) mount(app, route, admission(route, memory), forward(worker, route));
  }
}

/** A contract's own types say nothing about a handler that only passes on. A raw body is nobody's to parse here. */
function mount(app: App, route: PublicRoute, middleware: ReturnType<typeof admission>, handler: Handler<Types>): void {
  const { body, ...rest } = route.request ?? {};
  const request = route.terms.raw || body === undefined ? rest : { ...rest, body };
  app.openapi({ ...route, request, middleware }, handler as never);
}

const forward =
  (worker: Behind, { terms }: PublicRoute) =>
  async (c: Context<Types>) => {
    const [call, body] = [c.get("call"), c.get("body")];
    const { pathname, search } = new URL(c.req.url);
    const answer = await askDoor(call, worker, {
      method: c.req.method === "HEAD" ? "GET" : c.req.method,
      path: pathname + search,
      headers: passedHeaders(c.req.raw.headers, terms.rate),
      body,
      deadline: DEADLINE,
    });
    const type = answer.headers.get("content-type") ?? "";
    if (answer.status >= 400 && !type.startsWith("application/problem+json")) {
      await answer.body?.cancel();
      logError("door.strange_answer", new Error(`${worker} answered ${answer.status} as ${type}`), {
        requestId: call.requestId,
      });
      throw new AppError("service.unavailable");
    }
    const passed = new Response(answer.body, answer);
    passed.headers.delete("x-bookmark");
    if (terms.rate !== "auth") passed.headers.delete("set-cookie");
    return passed;
  };
