import type { Secret } from "../issues/secret.ts";
import { classifyFetchError, type NetworkFailure } from "./classify-fetch-error.ts";

/** What talking to a service needs from outside, so that tests and entry points decide. */
export interface ServiceDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Wall clock, compared with the service's Date header. */
  now(): Date;
}

export interface ServiceRequest {
  /** The whole address is a Secret when it carries a token. */
  readonly url: string | Secret;
  readonly bearer?: Secret;
  /** Sent as a JSON POST; without it the request is a GET. */
  readonly json?: unknown;
  readonly timeoutSeconds: number;
}

export type ServiceAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Parsed JSON; null when the answer is something else. */
      readonly body: unknown;
      /** The answer is HTML: no service of ours speaks that. */
      readonly isWebPage: boolean;
      /** Service's clock minus ours, in seconds; null without a Date header. */
      readonly skewSeconds: number | null;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: "failure"; readonly failure: NetworkFailure };

/** The longest list of models is about 2 MiB; a stranger may send without end. */
const longestBody = 16 * 1024 * 1024;

/** One HTTP request. Never throws for anything the network or the service does, and never repeats the address. */
export async function requestService(request: ServiceRequest, deps: ServiceDeps): Promise<ServiceAnswer> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (request.bearer !== undefined) headers.authorization = `Bearer ${request.bearer.reveal()}`;
  if (request.json !== undefined) headers["content-type"] = "application/json";
  try {
    const response = await deps.fetch(typeof request.url === "string" ? request.url : request.url.reveal(), {
      method: request.json === undefined ? "GET" : "POST",
      headers,
      body: request.json === undefined ? null : JSON.stringify(request.json),
      // A login page of the network redirects; following it would hand our key to a stranger.
      redirect: "manual",
      signal: AbortSignal.timeout(request.timeoutSeconds * 1000),
    });
    const text = await readText(response);
    const { status } = response;
    return { kind: "answer", status, ...readBody(text), ...readTimes(response.headers, deps.now()) };
  } catch (error) {
    return { kind: "failure", failure: classifyFetchError(error) };
  }
}

/** The body up to the limit; the rest is not waited for. */
async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    length += part.length;
    if (length > longestBody) break;
  }
  return Buffer.concat(parts).toString("utf8");
}

function readBody(text: string): { body: unknown; isWebPage: boolean } {
  try {
    return { body: JSON.parse(text), isWebPage: false };
  } catch {
    return { body: null, isWebPage: /^\s*<(!doctype|html|head|body|script|meta|\?xml)/i.test(text) };
  }
}

function readTimes(
  headers: Headers,
  now: Date,
): { skewSeconds: number | null; retryAfterSeconds: number | null } {
  const date = Date.parse(headers.get("date") ?? "");
  const retryAfter = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return {
    skewSeconds: Number.isNaN(date) ? null : Math.round((date - now.getTime()) / 1000),
    retryAfterSeconds: Number.isNaN(retryAfter) ? null : retryAfter,
  };
}
