import { iamAccount } from "./iam-account.ts";
import { iamAuth } from "./iam-auth.ts";
import { Trust } from "./iam-internal.ts";
import { iamOrganisations } from "./iam-organisations.ts";
import { route } from "./route.ts";
import { answer } from "./shapes.ts";
import * as z from "./zod.ts";

export const iam = {
  ...iamAuth,
  ...iamAccount,
  ...iamOrganisations,
  getKeys: route(
    { worker: "iam", permission: null, reach: "anyone", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/.well-known/jwks.json",
      operationId: "getKeys",
      summary: "The public keys that access tokens are signed with (RFC 7517)",
      responses: { 200: answer(z.object({ keys: Trust.shape.keys }), "The key set") },
    },
  ),
};
