/** What went wrong below HTTP. */
export type NetworkFailure =
  /** DNS: the name of the service was not found. */
  | "no-name"
  /** The computer is there, and nothing listens. */
  | "refused"
  | "no-route"
  | "no-answer"
  /** The connection ended in the middle. */
  | "cut"
  /** TLS: somebody else answers in place of the service. */
  | "intercepted"
  | "clock-wrong";

/** The first kind whose pattern fits any code counts: what names the cause best comes first. */
const kinds: readonly (readonly [NetworkFailure, RegExp])[] = [
  // OpenSSL reports these when our clock is outside the validity of the certificate.
  ["clock-wrong", /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/],
  [
    "intercepted",
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_|ERR_SSL_|EPROTO)/,
  ],
  ["refused", /^ECONNREFUSED$/],
  ["no-name", /^(ENOTFOUND|EAI_.*)$/],
  ["no-answer", /^(TimeoutError|ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/],
  ["no-route", /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/],
];

/** From the code of the error or of anything that caused it; what nobody knows is a connection that broke. Pure. */
export function classifyFetchError(error: unknown): NetworkFailure {
  const codes = causeCodes(error);
  return kinds.find(([, pattern]) => codes.some((code) => pattern.test(code)))?.[0] ?? "cut";
}

function causeCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const causes = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause];
  return [error.name, ...code, ...causes.flatMap((cause) => causeCodes(cause, depth + 1))];
}
