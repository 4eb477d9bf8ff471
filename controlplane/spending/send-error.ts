import type { ServerResponse } from "node:http";

/** An error in OpenRouter's own shape: https://openrouter.ai/docs/api-reference/errors */
export function sendError(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { code, message } }));
}
