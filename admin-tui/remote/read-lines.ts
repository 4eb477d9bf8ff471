import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** A command may print without ever ending the line. */
const longestLine = 65_536;

/** Hands over every line of a stream as it comes, without its end; what is left at the end counts as a line. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) onLine(line.replace(/\r$/, ""));
    if (rest.length > longestLine) {
      onLine(rest);
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
    rest = "";
  });
}
