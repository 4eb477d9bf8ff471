import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { classifyFetchError } from "../../setup/handoff/classify-fetch-error.ts";
import { createCostScanner } from "./cost-scanner.ts";
import { sendError } from "./send-error.ts";
import type { Cost } from "./spending-meter.ts";

/** Headers of one connection, not of the call: RFC 9110, 7.6.1. */
const connectionHeaders: ReadonlySet<string> = new Set([
  ...["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
]);

/**
 * Passes one call on and its answer back, piece by piece as they come; whoever hangs up ends both sides. No time limit of
 * its own, nothing kept, nothing logged. The first call of `onEnd` counts.
 * @param paid the answer's cost is looked for. For that it must not be compressed, so that is not asked for.
 */
export function passOn(
  call: { readonly request: IncomingMessage; readonly response: ServerResponse },
  target: URL,
  paid: boolean,
  onEnd: (cost: Cost) => void,
): void {
  const { request, response } = call;
  const outgoing = openRequest(request, target, paid);
  let isSent = false;
  outgoing.on("finish", () => {
    isSent = true;
  });
  // Until there is an answer: whoever leaves now may have to pay for what was made of it.
  let readCost = (): Cost => (paid && isSent ? "untold" : "nothing");
  outgoing.on("response", (answer) => {
    const scanner = createCostScanner(answer.headers["content-type"] ?? "");
    const isCharged = paid && (answer.statusCode ?? 0) < 300;
    readCost = () => (isCharged ? (scanner.read() ?? "untold") : "nothing");
    if (isCharged) answer.on("data", (chunk: Buffer) => scanner.push(chunk));
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, keptHeaders(answer));
    response.flushHeaders();
    // Before the caller sees the end: its next call must find this one counted.
    answer.prependListener("end", () => onEnd(readCost()));
    answer.on("close", () => answer.complete || response.destroy());
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  outgoing.on("error", (error) => {
    if (!response.headersSent) sendError(response, 502, describeTrouble(error));
    else response.destroy();
  });
  outgoing.on("close", () => onEnd(readCost()));
  response.on("close", () => response.writableFinished || outgoing.destroy());
  request.on("error", () => outgoing.destroy());
  response.on("error", () => outgoing.destroy());
  request.pipe(outgoing);
}

function openRequest(request: IncomingMessage, target: URL, paid: boolean): ClientRequest {
  const headers = keptHeaders(request, paid ? ["host", "accept-encoding"] : ["host"]);
  headers.push("Host", target.host);
  if (paid) headers.push("Accept-Encoding", "identity");
  const open = target.protocol === "https:" ? httpsRequest : httpRequest;
  // A connection for each call: a kept one may be closed by the service just when the next call goes out.
  return open(target, { method: request.method ?? "GET", headers, agent: false });
}

/** Name, value, name, value …, as they came. */
function keptHeaders({ rawHeaders }: IncomingMessage, without: readonly string[] = []): string[] {
  return rawHeaders.filter((_, place) => {
    const name = rawHeaders[place - (place % 2)]?.toLowerCase() ?? "";
    return !connectionHeaders.has(name) && !without.includes(name);
  });
}

function describeTrouble(error: Error): string {
  return `The model service could not be reached (${classifyFetchError(error).replaceAll("-", " ")}).`;
}
