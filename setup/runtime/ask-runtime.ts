import { request } from "node:http";
import { z } from "zod";
import { SetupError } from "../issues/exceptions.ts";
import type { Secret } from "../issues/secret.ts";

export interface RuntimeQuestion {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly gatewayUrl: string;
  readonly gatewayToken: Secret;
  readonly message: string;
  readonly timeoutSeconds: number;
}

/** https://platform.openai.com/docs/api-reference/chat/object , as the gateway answers. */
const Answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const Refusal = z.object({ error: z.object({ message: z.string() }) });

/**
 * One answer of the main agent, in a conversation of its own: through the same path as a chat message, fallback model
 * included. @throws SetupError with the runtime's words when no model answered, or nothing came in time.
 */
export async function askRuntime(question: RuntimeQuestion): Promise<string> {
  const { status, body } = await post(question).catch((cause: Error) => {
    const reason = cause.name === "TimeoutError" ? `within ${question.timeoutSeconds} s` : "at all";
    throw new SetupError(`The assistant did not answer ${reason}`, "Its log says why.", { cause });
  });
  const answer = Answer.safeParse(parseJson(body));
  if (status === 200 && answer.success) return answer.data.choices[0]?.message.content ?? "";
  const refusal = Refusal.safeParse(parseJson(body));
  const words = refusal.success ? refusal.data.error.message : body.slice(0, 200);
  throw new SetupError(`The assistant could not answer (HTTP ${status}): ${words}`, "Its log says more.");
}

/** `fetch` would give up after 300 s without a header: https://github.com/nodejs/undici Client headersTimeout */
function post(question: RuntimeQuestion): Promise<{ status: number; body: string }> {
  const payload = JSON.stringify({
    model: "openclaw/default",
    messages: [{ role: "user", content: question.message }],
  });
  return new Promise((resolve, reject) => {
    const call = request(
      `${question.gatewayUrl}/v1/chat/completions`,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${question.gatewayToken.reveal()}`,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(payload),
        },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk as Buffer);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
        } catch (error) {
          reject(error);
        }
      },
    );
    const signal = AbortSignal.timeout(question.timeoutSeconds * 1000);
    signal.addEventListener("abort", () => call.destroy(signal.reason as Error));
    call.once("error", reject);
    call.end(payload);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
