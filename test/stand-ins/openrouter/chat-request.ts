interface ChatMessage {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[] | null;
}

/** The parts of a chat completions request the stand-in looks at. */
export interface ChatRequest {
  readonly model: string;
  /** OpenRouter tries these when `model` fails: https://openrouter.ai/docs/features/model-routing */
  readonly models?: readonly string[];
  readonly stream?: boolean;
  readonly messages: readonly ChatMessage[];
}

/** The runtime appends a block of its own to the conversation; the person's words are above it. */
const internalBlock = "OPENCLAW_INTERNAL_CONTEXT";

/** The last thing a person said. Pure. */
export function lastUserText(messages: readonly ChatMessage[]): string {
  const texts = messages.filter((message) => message.role === "user").map(textOf);
  return texts.findLast((text) => text.trim() !== "" && !text.includes(internalBlock)) ?? "";
}

/** Repeats every `nonce-…` of what the person said, so that a test can find its own answer. Pure. */
export function echoAnswer(request: ChatRequest): string {
  const said = lastUserText(request.messages);
  const nonces = [...new Set(said.match(/\bnonce-[a-z0-9]+/gi) ?? [])];
  return ["This is a stand-in answer.", ...nonces].join(" ");
}

/** About four characters a token. Pure. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function textOf({ content }: ChatMessage): string {
  if (content === null) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("\n");
}
