import { createServer, type Server, type ServerResponse } from "node:http";
import type { Health } from "./read-health.ts";

/** The control plane's HTTP server: GET /health and nothing else. Listening is the caller's business. */
export function createControlServer(health: () => Promise<Health>): Server {
  const server = createServer(async (request, response) => {
    // Only the path counts; a query is not for us.
    const path = (request.url ?? "").split("?")[0];
    if (path !== "/health") return send(response, 404, { error: "not found" });
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, { error: "GET only" });
    const answer = await health();
    return send(response, answer.ok ? 200 : 503, answer);
  });
  // Loopback clients answer at once; whoever does not is not worth a connection.
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  server.maxConnections = 32;
  return server;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
