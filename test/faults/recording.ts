import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What a recorded run left in its folder beside `disk.log`, the disk's write log. */
export const Recording = z.object({
  schema: z.literal(1),
  firmware: z.enum(["bios", "uefi"]),
  diskBytes: z.number(),
  /** Lines of the serial console and how long the write log was when each was seen: where steps begin and end. */
  marks: z.array(z.object({ text: z.string(), logBytes: z.number(), seconds: z.number() })),
  /** Made for this recording only. */
  secrets: z.object({ apiKey: z.string(), botToken: z.string() }),
});
export type Recording = z.infer<typeof Recording>;

/** Names inside the folder of a recording. */
export const recordingFiles = { log: "disk.log", description: "recording.json" } as const;

export async function writeRecording(folder: string, recording: Recording): Promise<void> {
  const text = `${JSON.stringify(Recording.parse(recording), null, 1)}\n`;
  await writeFile(join(folder, recordingFiles.description), text, { mode: 0o600 });
}

/** @throws ZodError for a folder of another format. */
export async function readRecording(folder: string): Promise<Recording> {
  return Recording.parse(JSON.parse(await readFile(join(folder, recordingFiles.description), "utf8")));
}
