import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "../../../setup/clawdie.ts");

test("a status that is watched ends without a word when its reader goes away", async () => {
  const child = spawn(process.execPath, [program, "status", "--json", "--every", "1"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => {
    complaints += text.toString();
  });
  await once(child.stdout, "data");
  child.stdout.destroy();
  const [code, signal] = await once(child, "exit");
  expect([code, signal, complaints]).toEqual([0, null, ""]);
}, 120_000);
