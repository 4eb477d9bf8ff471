import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one story; kept, and its place printed, when the story fails: serial log, disks and stick are in it. */
export async function withStoryFolder(name: string, story: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(tmpdir(), { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), `clawdie-${name}-`));
  try {
    await story(folder);
  } catch (error) {
    process.stderr.write(`${name}: serial log, disks and stick are kept in ${folder}\n`);
    throw error;
  }
  await rm(folder, { recursive: true });
}
