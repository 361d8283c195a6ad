import { openApiDocument } from "#shared/contracts/openapi";
import { RATE_CLASSES } from "#shared/contracts/route";
import { sampleProblem } from "#shared/worker/problem";
import type { App } from "../call.ts";
import { assetAt } from "../clients/assets.ts";
import { policyOf } from "../domain/rate-policy.ts";
import { publicRoutes } from "./mount.ts";

const CACHED = "public, max-age=300";
/** The reference page runs its own scripts and nothing else; some of its styles stand in attributes. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What a person reads: the front page, the API's document and its reference. */
export function documentRoutes(app: App): void {
  let kept: string | undefined;
  const printed = () =>
    JSON.stringify(
      openApiDocument(publicRoutes, {
        limits: Object.fromEntries(RATE_CLASSES.map((rate) => [rate, policyOf(rate)])),
        problem: sampleProblem,
      }),
    );

  app.get("/", (c) =>
    c.json({
      name: "Courtyard",
      reference: "/docs",
      document: "/openapi.json",
      health: "/healthz",
      readiness: "/readyz",
    }),
  );
  app.get("/openapi.json", (c) => {
    kept ??= printed();
    return c.body(kept, 200, { "content-type": "application/json", "cache-control": CACHED });
  });
  for (const [path, file] of [
    ["/docs", "/docs/"],
    ["/docs/*", undefined],
  ] as const) {
    app.get(path, async (c) => {
      const answer = await assetAt(c.env.ASSETS, file ?? new URL(c.req.url).pathname);
      answer.headers.set("content-security-policy", PAGE_POLICY);
      return answer;
    });
  }
}
