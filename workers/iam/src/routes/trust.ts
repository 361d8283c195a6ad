import { iam as contract } from "#shared/contracts/iam";
import { iamInternal } from "#shared/contracts/iam-internal";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import { publicJwk } from "../clients/access-tokens.ts";
import { getKeys } from "../usecases/get-keys.ts";
import { getTrust } from "../usecases/get-trust.ts";

export const trustRoutes = (app: App) =>
  app
    .openapi(contract.getKeys, async (c) => {
      const keys = await accept(c, (call) => getKeys(call));
      c.header("cache-control", "public, max-age=60");
      return c.json({ keys: keys.map(publicJwk) }, 200);
    })
    .openapi(iamInternal.trust, async (c) => {
      const { keys, ended, stale } = await accept(c, (call) => getTrust(call));
      return c.json({ keys: keys.map(publicJwk), ended, stale }, 200);
    });
