import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { renderSections } from "../pages/overview-sections.ts";
import type { Dashboard } from "./dashboard.ts";
import { findSession } from "./find-session.ts";
import type { Visit } from "./visit.ts";

/** Half of the ten seconds within which a dead service must be seen. */
const everyMs = 4000;
/** Of one stream; far less than the day after which a session is prolonged. */
const longestMs = 60 * 60_000;
/** A household; each stream is one connection. */
const mostStreams = 8;
let streams = 0;

/**
 * GET /events: server-sent events, each the sections that changed since the last one as `{id: html}`. Ends when the
 * browser leaves, the service stops or the session was revoked; and after an hour: the browser asks again by itself, and
 * the answer prolongs its cookie, so that a dashboard on a wall stays signed in.
 * @param cookies of a session that was prolonged just now
 */
export async function streamStatus(
  dashboard: Dashboard,
  visit: Visit,
  cookies: readonly string[],
  response: ServerResponse,
): Promise<void> {
  if (streams >= mostStreams) {
    response.writeHead(503, { "retry-after": "30" }).end();
    return;
  }
  streams += 1;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, dashboard.signal, AbortSignal.timeout(longestMs)]);
  try {
    if (cookies.length > 0) response.setHeader("set-cookie", [...cookies]);
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.write("retry: 5000\n\n");
    const known = new Map<string, string>();
    while (!signal.aborted && (await findSession(dashboard, visit, { prolong: false })) !== null) {
      response.write(await nextEvent(dashboard, known));
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    streams -= 1;
    response.end();
  }
}

async function nextEvent(dashboard: Dashboard, known: Map<string, string>): Promise<string> {
  const changed: Record<string, string> = {};
  for (const [id, { text }] of Object.entries(renderSections(await dashboard.view()))) {
    if (known.get(id) === text) continue;
    known.set(id, text);
    changed[id] = text;
  }
  // A comment keeps the connection alive when nothing changed.
  return Object.keys(changed).length === 0
    ? ":\n\n"
    : `event: sections\ndata: ${JSON.stringify(changed)}\n\n`;
}
