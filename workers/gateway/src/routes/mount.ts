import type { Context, Handler } from "hono";
import { contracts } from "#shared/contracts/all";
import { type PublicRoute, routingPath } from "#shared/contracts/route";
import { AppError } from "#shared/core/errors";
import { after, type Soon } from "#shared/core/soon";
import { contractCheck } from "#shared/worker/contract-app";
import { logError } from "#shared/worker/log";
import type { App, Behind, Body, Opening, Types } from "../call.ts";
import { askDoor, isBehind } from "../clients/doors.ts";
import { wordsFirst } from "../domain/route-order.ts";
import { admission, type Memory } from "./admission.ts";
import { bodyOf } from "./body.ts";
import { dress, passedHeaders, refuse } from "./headers.ts";
import { OpenedCall } from "./opened-call.ts";

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
    if (isBehind(worker)) app.on([route.method], [routingPath(route.path)], doorOf(worker, route, memory));
  }
}

/** One handler and no chain of them: what is refused is refused without a turn of the runtime between. A raw body is nobody's to parse here. */
function doorOf(worker: Behind, route: PublicRoute, memory: Memory): Handler<Types> {
  const { body: json, ...rest } = route.request ?? {};
  const admit = admission(route, memory);
  const check = rememberingCheck(
    { ...route, request: route.terms.raw || json === undefined ? rest : { ...rest, body: json } },
    memory,
  );
  const bodiless = route.method === "get";
  return (c) =>
    answered(new OpenedCall(c, route.terms.rate), (call) =>
      after(admit(call), (refusal) =>
        refusal
          ? refuse(call, refusal)
          : after(bodiless ? null : bodyOf(c.req.raw, route.terms), (body) =>
              after(check(c, call, route.terms.raw ? "" : textOf(body)), (wrong) =>
                wrong ? refuse(call, wrong) : pass(c, { call, worker, route, body }),
              ),
            ),
      ),
    );
}

/** What is thrown meanwhile is refused here, where the call is at hand: to leave it with Hono's context costs every call a map. */
function answered(call: Opening, answer: (call: Opening) => Soon<Response>): Soon<Response> {
  const failed = (error: unknown) => refuse(call, error);
  try {
    const soon = answer(call);
    return soon instanceof Promise ? soon.catch(failed) : soon;
  } catch (error) {
    return failed(error);
  }
}

/** Holds a request against its contract, or against what was said of the same before. What is sent to sign in is remembered nowhere. */
function rememberingCheck(route: PublicRoute, { refusals }: Memory) {
  const check = contractCheck(route);
  if (route.terms.rate === "auth") return (c: Context<Types>, _: Opening, text: string) => check(c, text);
  return (c: Context<Types>, call: Opening, text: string): Soon<AppError | undefined> => {
    let said: string | undefined;
    const asked = () => {
      // No header has a line break in it: else a part of one request's body could stand in the type of another.
      said ??= `${route.method} ${c.req.url}\n${text && call.said("content-type")}\n${text}`;
      return said;
    };
    return (
      refusals.of(asked, call.now) ??
      after(check(c, text), (wrong) => {
        if (wrong) refusals.keep(asked(), wrong, call.now);
        return wrong;
      })
    );
  };
}

/** What the check reads of a body: nothing of one that is passed on raw. */
function textOf(body: Body): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
}

interface Passing {
  readonly call: Opening;
  readonly worker: Behind;
  readonly route: PublicRoute;
  readonly body: Body;
}

async function pass(c: Context<Types>, { call, worker, route: { terms }, body }: Passing): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const headers = passedHeaders(c.req.raw.headers, terms.rate);
  // Many clients name a type and send nothing.
  if (body === null && !terms.raw) headers.delete("content-type");
  const answer = await askDoor(call, worker, {
    method: c.req.method === "HEAD" ? "GET" : c.req.method,
    path: pathname + search,
    headers,
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
  dress(call, passed);
  return passed;
}
