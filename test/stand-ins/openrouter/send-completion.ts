import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { sendJson } from "../start-json-server.ts";

export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly text: string;
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
    /** US dollars. */
    readonly cost: number;
  };
}

export interface Pace {
  /** Before the first byte. */
  readonly firstSeconds: number;
  /** Before each further chunk. */
  readonly nextSeconds: number;
  /** Break the connection: halfway through a stream, or instead of a plain answer. */
  readonly cut: boolean;
}

/** https://openrouter.ai/docs/api-reference/overview#completionsresponse-format */
export async function sendPlain(response: ServerResponse, completion: Completion, pace: Pace): Promise<void> {
  await delay(pace.firstSeconds * 1000);
  if (pace.cut) return void response.socket?.destroy();
  const message = { role: "assistant", content: completion.text, refusal: null };
  sendJson(response, 200, {
    ...head(completion, "chat.completion"),
    choices: [{ index: 0, message, finish_reason: "stop", native_finish_reason: "stop", logprobs: null }],
    usage: completion.usage,
  });
}

/** Server-sent events: a comment to keep the line open, chunks, usage, `[DONE]`. */
export async function sendStream(
  response: ServerResponse,
  completion: Completion,
  pace: Pace,
): Promise<void> {
  await delay(pace.firstSeconds * 1000);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.write(": OPENROUTER PROCESSING\n\n");
  const pieces = completion.text.match(/\S+\s*/g) ?? [""];
  for (const [place, content] of pieces.entries()) {
    if (pace.cut && place >= pieces.length / 2) return void response.socket?.destroy();
    if (place > 0) await delay(pace.nextSeconds * 1000);
    writeChunk(response, completion, { role: "assistant", content }, null);
  }
  writeChunk(response, completion, { role: "assistant", content: "" }, "stop");
  writeEvent(response, {
    ...head(completion, "chat.completion.chunk"),
    choices: [],
    usage: completion.usage,
  });
  response.end("data: [DONE]\n\n");
}

function writeChunk(response: ServerResponse, completion: Completion, delta: unknown, finish: string | null) {
  const choices = [{ index: 0, delta, finish_reason: finish, native_finish_reason: finish, logprobs: null }];
  writeEvent(response, { ...head(completion, "chat.completion.chunk"), choices });
}

function writeEvent(response: ServerResponse, event: unknown): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}

function head({ id, model }: Completion, object: string) {
  return { id, object, provider: "Stand-in", model, created: Math.floor(Date.now() / 1000) };
}
