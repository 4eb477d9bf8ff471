import type { Secret } from "../issues/secret.ts";

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

export type NetworkFailure = "no-network" | "clock-wrong" | "intercepted";

export type ServiceAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Parsed JSON; null when the answer is something else. */
      readonly body: unknown;
      /** Service's clock minus ours, in seconds; null without a Date header. */
      readonly skewSeconds: number | null;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: "failure"; readonly failure: NetworkFailure };

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
    const body = parseJson(await response.text());
    return { kind: "answer", status: response.status, body, ...readTimes(response.headers, deps.now()) };
  } catch (error) {
    return { kind: "failure", failure: classifyFetchError(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
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

/** Certificate errors OpenSSL reports when the clock is outside the validity of the certificate. */
const clockCodes = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);
/** Certificate errors of a proxy, filter or login page that answers in place of the service. */
const strangerCodes =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_CERT|ERR_SSL_)/;

/** What went wrong below HTTP, from the `code` of the error or of anything that caused it. Pure. */
export function classifyFetchError(error: unknown): NetworkFailure {
  const codes = causeCodes(error);
  if (codes.some((code) => clockCodes.has(code))) return "clock-wrong";
  if (codes.some((code) => strangerCodes.test(code))) return "intercepted";
  return "no-network";
}

function causeCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const causes = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];
  return [...code, ...causes.flatMap((cause) => causeCodes(cause, depth + 1))];
}
