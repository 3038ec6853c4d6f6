import type { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { Ports } from "../ports/ports.ts";
import { signIn } from "../services/system.ts";

/** `/signin?code=…`, the printed link: sets the session cookie and goes on to the first screen. */
export function mountSignInLink(app: Hono<AppEnv>, ports: Ports): void {
  app.get("/signin", async (c, next) => {
    const code = c.req.query("code");
    if (code === undefined) return next();
    const answer = await signIn(ports, { token: code.slice(0, 500) }, c.var.caller);
    // the code of an earlier start: the sign-in screen says what to do
    return c.redirect(answer.ok ? "/" : "/signin?expired=1", 303);
  });
}
