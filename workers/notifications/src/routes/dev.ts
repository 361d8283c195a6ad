import { accepts } from "hono/accepts";
import { toIso } from "#shared/core/time";
import { systemCall } from "#shared/worker/system-call";
import type { App } from "../call.ts";
import { writePage } from "../clients/liquid.ts";
import { listMailbox } from "../usecases/list-mailbox.ts";
import { MAILBOX_PAGE } from "./mailbox-page.ts";

const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
};

/** The local mailbox, for a developer: no part of the contract, and there only where `STAGE` is `dev`. */
export const devRoutes = (app: App) =>
  app.get("/dev/mailbox", async (c) => {
    const to = c.req.query("to");
    const received = await listMailbox(systemCall("notifications", "listMailbox", c.env, c.executionCtx), to);
    const items = received.map(({ at, ...mail }) => ({ ...mail, at: toIso(at) }));
    const prefers = accepts(c, {
      header: "Accept",
      supports: ["application/json", "text/html"],
      default: "application/json",
    });
    return prefers === "text/html"
      ? c.html(writePage(MAILBOX_PAGE, { to: to ?? null, items }), 200, PAGE_HEADERS)
      : c.json({ items }, 200);
  });
