import { readdir } from "node:fs/promises";

export interface Story {
  /** File under test/qemu. */
  readonly file: string;
  /** What it usually takes emulated on two cores; docs/performance.md names the machine. */
  readonly usualMinutes: number;
}

/** The files that boot machines, in the order they run: what proves most comes first, should time run out. */
export const stories: readonly Story[] = [
  { file: "vm-harness.test.ts", usualMinutes: 1 },
  { file: "vm-command.test.ts", usualMinutes: 1 },
  { file: "install-and-answer.test.ts", usualMinutes: 17 },
  { file: "refusals.test.ts", usualMinutes: 5 },
  { file: "disk-with-data.test.ts", usualMinutes: 9 },
  { file: "refused-key-heals.test.ts", usualMinutes: 13 },
];

/** How much longer than usual a story may take before it would break the limit of the whole run. */
const slack = 1.3;

/** Whether a story still fits. @param secondsLeft Until the whole run must have ended; null: no limit. */
export function fits(story: Story, secondsLeft: number | null): boolean {
  return secondsLeft === null || secondsLeft >= story.usualMinutes * 60 * slack;
}

/** Story files that nobody would run because the list above does not name them. */
export async function findUnlistedStories(folder: string): Promise<string[]> {
  const listed = new Set(stories.map(({ file }) => file));
  return (await readdir(folder)).filter((name) => name.endsWith(".test.ts") && !listed.has(name));
}
