import type { Context } from "hono";
import { generateCookie } from "hono/cookie";
import { ok, type Result } from "../../shared/result.ts";
import type { AppEnv } from "../app-env.ts";
import type { Caller, Identity } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";
import type { TraceContext } from "../ports/trace-context.ts";
import { authenticate, credentialsOf } from "../services/session/authenticate.ts";
import { sessionDays } from "../services/session/start.ts";
import { foreign } from "./same-site.ts";
import { traceContextOf } from "./trace-context.ts";

/** Who asks. Never refuses by itself: what needs no sign-in must work with an expired one as well. */
export async function callerOf(ports: Ports, c: Context<AppEnv>, flow: TraceContext): Promise<Caller> {
  const { settings } = ports;
  const address = c.env?.address ?? "unknown";
  const credentials = credentialsOf(c.req.raw.headers, settings.cookieName());
  const found = await authenticate(ports, credentials, address);
  return {
    identity: found.ok ? found.identity : null,
    refusal: found.ok ? null : found,
    ...flow,
    address,
    setSession(secret) {
      c.var.headers["set-cookie"] =
        secret === null
          ? generateCookie(settings.cookieName(), "", { path: "/", maxAge: 0 })
          : generateCookie(settings.cookieName(), secret, {
              path: "/",
              httpOnly: true,
              sameSite: "Strict",
              secure: settings.publicUrl().startsWith("https:"),
              maxAge: sessionDays * 86_400,
            });
    },
  };
}

/** Host, Origin and who asks, for a WebSocket upgrade where nobody anonymous is let in. */
export async function identityOfUpgrade(
  ports: Ports,
  headers: Headers,
  address: string,
): Promise<Result<{ identity: Identity }>> {
  const stranger = foreign(ports.settings, headers);
  if (stranger !== null) return stranger;
  return authenticate(ports, credentialsOf(headers, ports.settings.cookieName()), address);
}

/** The same where a session may sign in later, in band: no credentials are fine, wrong ones are not. */
export async function anyoneUpgrading(
  ports: Ports,
  headers: Headers,
  address: string,
): Promise<Result<{ caller: Caller }>> {
  const stranger = foreign(ports.settings, headers);
  if (stranger !== null) return stranger;
  const credentials = credentialsOf(headers, ports.settings.cookieName());
  const found = await authenticate(ports, credentials, address);
  const anonymous = credentials.bearer === null && credentials.cookie === null;
  if (!found.ok && !anonymous) return found;
  return ok({
    caller: {
      identity: found.ok ? found.identity : null,
      refusal: null,
      ...traceContextOf(headers),
      address,
      setSession() {},
    },
  });
}
