import { closeSync, openSync, writeSync } from "node:fs";
import type { SerialConsole } from "./serial-console.ts";

/** Writes each line of a serial console to a file at once, with its time, so that nothing is lost when we die. Returns the end of it. */
export function writeSerialLog(console: SerialConsole, file: string): () => void {
  const descriptor = openSync(file, "w", 0o600);
  let powerOn = 0;
  console.on("line", (line) => {
    if (line.powerOn !== powerOn) writeSync(descriptor, `--- power on ${line.powerOn} ---\n`);
    powerOn = line.powerOn;
    writeSync(descriptor, `[${line.seconds.toFixed(3).padStart(9)}] ${line.text}\n`);
  });
  return () => {
    console.removeAllListeners("line");
    closeSync(descriptor);
  };
}
