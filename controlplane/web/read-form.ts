import type { IncomingMessage } from "node:http";

/** Our longest form is a few hundred bytes. */
const longestBytes = 8192;

/** The fields of a form, or null when it is longer than any of ours. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBytes) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
