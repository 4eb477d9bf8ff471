import type { ServerResponse } from "node:http";
import { sendJson } from "../start-json-server.ts";

/** Refusals in OpenRouter's shape: https://openrouter.ai/docs/api-reference/errors */
export interface OpenRouterRefusal {
  /** Also the HTTP status. */
  readonly code: number;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

export const refusals = {
  noKey: { code: 401, message: "No auth credentials found" },
  keyRefused: { code: 401, message: "User not found." },
  noCredit: {
    code: 402,
    message: "Insufficient credits. Add more using https://openrouter.ai/settings/credits",
  },
  notFound: { code: 404, message: "Not Found" },
  badRequest: { code: 400, message: "Input required: specify messages" },
} as const satisfies Record<string, OpenRouterRefusal>;

export function notServed(model: string): OpenRouterRefusal {
  return { code: 404, message: `No endpoints found for ${model}.` };
}

export function rateLimited(retryAfterSeconds: number | undefined): OpenRouterRefusal {
  const refusal = {
    code: 429,
    message: "Provider returned error",
    metadata: { raw: "Rate limit exceeded, please retry shortly", provider_name: "Stand-in" },
  };
  return retryAfterSeconds === undefined ? refusal : { ...refusal, retryAfterSeconds };
}

export function serverError(code: number): OpenRouterRefusal {
  return {
    code,
    message: "Provider returned error",
    metadata: { raw: "upstream failed", provider_name: "Stand-in" },
  };
}

export function sendRefusal(response: ServerResponse, refusal: OpenRouterRefusal): void {
  const { retryAfterSeconds, ...error } = refusal;
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  sendJson(response, refusal.code, { error }, headers);
}
