import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { Secret } from "../../setup/issues/secret.ts";
import { renderMessagePage } from "../pages/message-page.ts";
import type { Dashboard } from "./dashboard.ts";
import { findSession } from "./find-session.ts";
import { guardRequest, plainAddress } from "./guard-request.ts";
import { handleVisit } from "./handle-visit.ts";
import { readForm } from "./read-form.ts";
import { securityHeaders } from "./security-headers.ts";
import { boxName } from "./sign-in.ts";
import { streamStatus } from "./stream-status.ts";
import { type Answer, answerPage, type Visit } from "./visit.ts";

export interface TlsIdentity {
  readonly certificate: string;
  readonly key: Secret;
}

/** The dashboard's HTTPS server; listening is the caller's business. */
export function createDashboardServer(dashboard: Dashboard, { certificate, key }: TlsIdentity): Server {
  const server = createServer(
    { cert: certificate, key: key.reveal(), minVersion: "TLSv1.2" },
    async (request, response) => {
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      try {
        await respond(dashboard, request, response);
      } catch (error) {
        // Its text may quote a statement or a value: it is for the log, and only its kind.
        dashboard.log(`a page failed: ${describeFailure(error)}`);
        const text = "Something on the box did not answer. Try again in a moment.";
        send(response, answerPage(503, renderMessagePage(boxName(dashboard), "Not now", text)));
      }
    },
  );
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.keepAliveTimeout = 15_000;
  server.maxConnections = 64;
  server.maxHeadersCount = 64;
  return server;
}

async function respond(
  dashboard: Dashboard,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { host, origin, "content-type": contentType } = request.headers;
  const method = request.method ?? "";
  const localAddress = request.socket.localAddress ?? "";
  const refusal = guardRequest({ method, host, origin, contentType, localAddress, names: dashboard.names });
  const refuse = (status: number, text: string) =>
    send(response, answerPage(status, renderMessagePage(boxName(dashboard), "Refused", text)));
  if (refusal !== null) return refuse(refusal.status, refusal.reason);
  const form = method === "POST" ? await readForm(request) : new URLSearchParams();
  if (form === null) return refuse(413, "The form is too long.");
  const visit = toVisit(request, form);
  if (visit === null) return refuse(400, "The address is not one of this box.");
  if (visit.path === "/events" && method === "GET") {
    const signedIn =
      dashboard.mode() === "open" ? await findSession(dashboard, visit, { prolong: true }) : null;
    if (signedIn === null) return refuse(401, "Sign in first.");
    return streamStatus(dashboard, visit, signedIn.cookies, response);
  }
  send(response, await handleVisit(dashboard, visit), method === "HEAD");
}

function toVisit(request: IncomingMessage, form: URLSearchParams): Visit | null {
  const url = URL.parse(request.url ?? "", "https://box.invalid");
  if (url?.host !== "box.invalid") return null;
  return {
    method: request.method as Visit["method"],
    ...{ path: url.pathname, query: url.searchParams, form, headers: request.headers },
    address: plainAddress(request.socket.remoteAddress ?? ""),
  };
}

function send(response: ServerResponse, answer: Answer, headOnly = false): void {
  if (response.headersSent) return void response.end();
  const cookies = answer.cookies?.length ? { "set-cookie": [...answer.cookies] } : {};
  response.writeHead(answer.status, {
    ...{ "content-type": answer.type, "content-length": Buffer.byteLength(answer.body) },
    ...answer.headers,
    ...cookies,
  });
  response.end(headOnly ? undefined : answer.body);
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error ? `${error.name} ${String(error.code)}` : error.name;
}
