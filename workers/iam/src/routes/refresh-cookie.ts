import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { TOKEN_SECONDS } from "#shared/core/token";
import type { SessionClient } from "#shared/core/vocabulary";
import type { AppContext } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { cookieOfOurPage } from "../clients/settings.ts";
import type { Tokens } from "../clients/tokens.ts";
import { userView } from "./views.ts";

type Context = AppContext<Env>;

const NAME = "courtyard_refresh";
/** No script reads it, no other site sends it, and only signing in gets it. */
const ATTRIBUTES = { path: "/v1/auth", httpOnly: true, secure: true, sameSite: "Strict" } as const;
/** As long as a session that is not used lasts, in seconds. */
const MAX_AGE = 30 * 24 * 60 * 60;

/** Where the caller is, as the gateway says it; it alone is believed, and nobody else reaches these routes. */
export const addressOf = (c: Context): string => (c.req.header("x-client-address") ?? "unknown").slice(0, 64);

/** How each kind of client gets its refresh token: a browser in the cookie and nowhere else. */
const GIVEN = {
  browser: (c: Context, token: string) => {
    setCookie(c, NAME, token, { ...ATTRIBUTES, maxAge: MAX_AGE });
    return {};
  },
  native: (_c: Context, refreshToken: string) => ({ refreshToken }),
} satisfies Record<SessionClient, (c: Context, token: string) => { refreshToken?: string }>;

export const tokensView = (c: Context, { session, accessToken, refreshToken, user, grants }: Tokens) => ({
  accessToken,
  tokenType: "Bearer" as const,
  expiresIn: TOKEN_SECONDS,
  ...GIVEN[session.client](c, refreshToken),
  user: userView({ user, grants }),
});

/** The refresh token that came, and which kind of client keeps it that way; an empty one where none came. */
export const refreshTokenFrom = (c: Context, { refreshToken }: { readonly refreshToken?: string | undefined }) =>
  refreshToken === undefined
    ? ({ text: cookieOfOurPage(c.env, c.req.header("origin"), getCookie(c, NAME)), client: "browser" } as const)
    : ({ text: refreshToken, client: "native" } as const);

export const forgetCookie = (c: Context): void => {
  deleteCookie(c, NAME, ATTRIBUTES);
};
