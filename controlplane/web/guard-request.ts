import { isIP } from "node:net";

export interface GuardedRequest {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
  /** Address of this box the connection came in at. */
  readonly localAddress: string;
  /** Names the box answers to, lower case. */
  readonly names: readonly string[];
}

export interface Refusal {
  readonly status: 400 | 403 | 405 | 415 | 421;
  readonly reason: string;
}

/**
 * What is refused before anything is looked at; null lets it pass. The host list defeats DNS rebinding: a foreign name
 * that points here is not answered. A POST must come from a page of this very origin. Pure.
 */
export function guardRequest(request: GuardedRequest): Refusal | null {
  const host = parseHost(request.host);
  if (host === null) return { status: 400, reason: "The request names no host." };
  if (!isOurName(host, request)) {
    return { status: 421, reason: "This box does not answer to that name. Use its address or <name>.local." };
  }
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (request.method !== "POST") return { status: 405, reason: "Only GET and POST." };
  if (request.origin !== `https://${request.host?.toLowerCase()}`) {
    return { status: 403, reason: "The request does not come from a page of this box." };
  }
  const type = request.contentType?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return { status: 415, reason: "Not a form." };
  return null;
}

/** Host header → name or address without port and brackets. */
function parseHost(header: string | undefined): string | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header ?? "");
  return (found?.[1] ?? found?.[2])?.toLowerCase() ?? null;
}

/** An address only when the connection really came in there. */
function isOurName(host: string, { names, localAddress }: GuardedRequest): boolean {
  return isIP(host) === 0 ? names.includes(host) : host === plainAddress(localAddress);
}

/** `::ffff:192.0.2.1` (an IPv4 peer of a socket for both) → `192.0.2.1`; zone of a link-local address left out. Pure. */
export function plainAddress(address: string): string {
  return address
    .replace(/^::ffff:(?=\d+\.)/i, "")
    .replace(/%.*$/, "")
    .toLowerCase();
}
