import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { gptHeadBytes, parseGpt } from "../../iso/vm/parse-gpt.ts";
import { runProgram } from "../../iso/vm/run-program.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";

/** The layer with Debian's packages, copied out of a stick image. */
export async function extractBaseLayer(image: string, target: string): Promise<string> {
  if (existsSync(target)) return target;
  await using handle = await open(image);
  const { buffer } = await handle.read(Buffer.alloc(gptHeadBytes), 0, gptHeadBytes, 0);
  const boot = parseGpt(buffer)?.partitions.find(({ name }) => name === "CLAWDIE-BOOT");
  if (boot === undefined) throw new SetupError(`${image} is no stick image`, "Run: npm run image");
  const volume = `${image}@@${boot.offsetBytes}`;
  const path = "::/clawdie/live/base.squashfs";
  await runProgram("env", ["MTOOLS_SKIP_CHECK=1", "mcopy", "-n", "-i", volume, path, target]);
  return target;
}
