import { iam as contract } from "#shared/contracts/iam";
import { accept } from "#shared/worker/accept";
import { languageOf } from "#shared/worker/problem";
import type { App } from "../call.ts";
import { login } from "../usecases/login.ts";
import { logout } from "../usecases/logout.ts";
import { refresh } from "../usecases/refresh.ts";
import { register } from "../usecases/register.ts";
import { verifyEmail } from "../usecases/verify-email.ts";
import { addressOf, forgetCookie, refreshTokenFrom, tokensView } from "./refresh-cookie.ts";

export const authRoutes = (app: App) =>
  app
    .openapi(contract.register, async (c) => {
      const asked = c.req.valid("json");
      const locale = asked.locale ?? languageOf(c.req.header("accept-language"));
      await accept(c, (call) => register(call, { ...asked, locale }, addressOf(c)));
      return c.json({ status: "letter_sent" as const }, 202);
    })
    .openapi(contract.verifyEmail, async (c) => {
      const { token, email = "", code = "", client } = c.req.valid("json");
      const proof = token === undefined ? { email, code } : { token };
      const tokens = await accept(c, (call) => verifyEmail(call, proof, client, addressOf(c)));
      return c.json(tokensView(c, tokens), 200);
    })
    .openapi(contract.login, async (c) => {
      const tokens = await accept(c, (call) => login(call, c.req.valid("json"), addressOf(c)));
      return c.json(tokensView(c, tokens), 200);
    })
    .openapi(contract.refresh, async (c) => {
      const { text, client } = refreshTokenFrom(c, c.req.valid("json"));
      const tokens = await accept(c, (call) => refresh(call, text, client));
      return c.json(tokensView(c, tokens), 200);
    })
    .openapi(contract.logout, async (c) => {
      const { text } = refreshTokenFrom(c, c.req.valid("json"));
      await accept(c, (call) => logout(call, text));
      forgetCookie(c);
      return c.body(null, 204);
    });
