import { StringDecoder } from "node:string_decoder";

export interface CostScanner {
  push(chunk: Buffer): void;
  /** US dollars, once the answer is complete; null when it did not say. */
  read(): number | null;
}

/** An answer that is one JSON text is read up to here; a longer one counts as untold. */
const longestText = 8 * 1024 * 1024;

/**
 * Finds `usage.cost` in an answer that passes by: in the last event of a stream, or in the JSON of a plain answer.
 * https://openrouter.ai/docs/use-cases/usage-accounting : it is in every answer without being asked for.
 */
export function createCostScanner(contentType: string): CostScanner {
  const decoder = new StringDecoder("utf8");
  const isStream = contentType.startsWith("text/event-stream");
  let text = "";
  let cost: number | null = null;
  const takeLines = () => {
    const lines = text.split(/\r\n|\r|\n/);
    text = lines.pop() ?? "";
    for (const line of lines) cost = costOfEvent(line) ?? cost;
  };
  return {
    push(chunk) {
      text += decoder.write(chunk);
      if (isStream) takeLines();
      if (text.length > longestText) text = "";
    },
    read: () => (isStream ? (costOfEvent(text) ?? cost) : costOf(text)),
  };
}

function costOfEvent(line: string): number | null {
  return line.startsWith("data:") && line.includes('"cost"') ? costOf(line.slice("data:".length)) : null;
}

function costOf(text: string): number | null {
  try {
    const cost: unknown = JSON.parse(text)?.usage?.cost;
    return typeof cost === "number" && Number.isFinite(cost) && cost >= 0 ? cost : null;
  } catch {
    return null;
  }
}
