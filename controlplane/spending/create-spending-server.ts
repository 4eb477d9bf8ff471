import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { describeRefusal, describeUnverified } from "../../setup/spending/spending-words.ts";
import { passOn } from "./pass-on.ts";
import { sendError } from "./send-error.ts";
import type { SpendingMeter } from "./spending-meter.ts";

/** Where the runtime finds the model service here; what follows is the service's own path. */
export const servicePrefix = "/api/v1";

/**
 * GET /spending: the figures. Everything below /api/v1: passed on to the model service; each POST is a paid call and first
 * has to be within the limit. Listening is the caller's business.
 */
export function createSpendingServer(serviceUrl: string, meter: SpendingMeter): Server {
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    if (url === "/spending") return sendView(request, response, meter);
    if (!url.startsWith(`${servicePrefix}/`)) return refuse(request, response, 404, "Not Found");
    const target = new URL(`${serviceUrl}${url.slice(servicePrefix.length)}`);
    if (request.method !== "POST") return passOn({ request, response }, target, false, () => undefined);
    return void passWithin(meter, request, response, target);
  });
  // The runtime's own limits count, not ours: a slow answer is none of our business.
  server.requestTimeout = 0;
  return server;
}

async function passWithin(
  meter: SpendingMeter,
  request: IncomingMessage,
  response: ServerResponse,
  target: URL,
): Promise<void> {
  const left = new AbortController();
  response.on("close", () => left.abort());
  const admission = await meter.admit(request.headers.authorization ?? "", left.signal);
  if (admission.verdict === "left") return;
  if (admission.verdict === "pass") return passOn({ request, response }, target, true, admission.finish);
  const { verdict } = admission;
  refuse(
    request,
    response,
    402,
    verdict === "reached" ? describeRefusal(meter.view()) : describeUnverified(),
  );
}

function sendView(request: IncomingMessage, response: ServerResponse, meter: SpendingMeter): void {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(meter.view())}\n`);
}

/** What is not read would keep the connection from its next call. */
function refuse(request: IncomingMessage, response: ServerResponse, code: number, message: string): void {
  request.resume();
  sendError(response, code, message);
}
