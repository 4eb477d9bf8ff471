import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface ScriptedAnswer {
  readonly status?: number;
  /** Sent as JSON, or as it is when a string. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ScriptedService {
  readonly url: string;
  /** Last segment of the path → answer; change it while the test runs. */
  answers: Record<string, ScriptedAnswer>;
  readonly requests: {
    readonly path: string;
    readonly authorization: string | undefined;
    readonly body: string;
  }[];
}

/** An HTTP server on 127.0.0.1 that answers what the test says, 404 to the rest; closed when the test ends. */
export async function startScriptedService(
  answers: Record<string, ScriptedAnswer>,
  create: (listener: Parameters<typeof createServer>[1]) => Server = createServer as never,
  onEnd: (end: () => void) => void = onTestFinished,
): Promise<ScriptedService> {
  const requests: ScriptedService["requests"] = [];
  const server = create(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const path = request.url ?? "";
    requests.push({ path, authorization: request.headers.authorization, body });
    const answer = service.answers[path.split("/").at(-1) ?? ""] ?? { status: 404, body: "nothing here" };
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const service: ScriptedService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    requests,
  };
  return service;
}

export const goodBot: ScriptedAnswer = {
  body: {
    ok: true,
    result: { id: 7000000001, is_bot: true, first_name: "Clawdie", username: "clawdie_box_bot" },
  },
};
export const goodChat: ScriptedAnswer = { body: { ok: true, result: { id: 424242424, type: "private" } } };
/** What sendChatAction answers when the bot may write. */
export const typed: ScriptedAnswer = { body: { ok: true, result: true } };
export const noWebhook: ScriptedAnswer = { body: { ok: true, result: { url: "" } } };
export const goodKey: ScriptedAnswer = { body: { data: { label: "box", limit: 20, limit_remaining: 12.5 } } };
export const allModels: ScriptedAnswer = {
  body: {
    data: ["example/chat-model", "example/fallback-model", "example/compaction-model"].map((id) => ({ id })),
  },
};

export function telegramRefusal(status: number, description: string, parameters?: unknown): ScriptedAnswer {
  return { status, body: { ok: false, error_code: status, description, parameters } };
}
