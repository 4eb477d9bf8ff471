import type { IncomingHttpHeaders } from "node:http";

/** A request that passed the guard, as pages see it. */
export interface Visit {
  readonly method: "GET" | "HEAD" | "POST";
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Fields of a POST; empty for others. */
  readonly form: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Address of the TCP peer; headers such as X-Forwarded-For play no part. */
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

export function answerPage(status: number, body: string, cookies: readonly string[] = []): Answer {
  return { status, type: "text/html; charset=utf-8", body, cookies };
}

/** 303: what follows is a GET, so reloading never repeats a POST. */
export function redirectTo(location: string, cookies: readonly string[] = []): Answer {
  return { status: 303, type: "text/plain; charset=utf-8", body: "", headers: { location }, cookies };
}
