import { readdir } from "node:fs/promises";

export interface Story {
  /** File under test/qemu. */
  readonly file: string;
  /** What it usually takes emulated on two cores; docs/performance.md names the machine. */
  readonly usualMinutes: number;
  /** Left to `npm test -- --long`: it proves what changes seldom, or does not fit into the hour of `npm test`. */
  readonly long?: true;
}

/** The files that boot machines, in the order they start: what proves most comes first, should time run out. */
export const stories: readonly Story[] = [
  { file: "vm-harness.test.ts", usualMinutes: 2.5 },
  { file: "vm-command.test.ts", usualMinutes: 0.4 },
  { file: "install-and-answer.test.ts", usualMinutes: 20 },
  { file: "refused-key-heals.test.ts", usualMinutes: 13 },
  { file: "disk-with-data.test.ts", usualMinutes: 4 },
  { file: "refusals.test.ts", usualMinutes: 4 },
  { file: "sysadmin.test.ts", usualMinutes: 75, long: true },
  { file: "wizard-install.test.ts", usualMinutes: 9, long: true },
  { file: "adopt.test.ts", usualMinutes: 35, long: true },
];

/** What a run of these takes when everything is as usual. @param lanes machines side by side. */
export function expectMinutes(all: readonly Story[], lanes: number): number {
  return all.reduce((total, { usualMinutes }) => total + usualMinutes, 0) / lanes;
}

/** What one run is about: the hour's stories, or with `long` the others. */
export function chooseStories(long: boolean): Story[] {
  return stories.filter((story) => (story.long ?? false) === long);
}

/** How much longer than expected a story may take before it would break the limit of the whole run. */
const slack = 1.1;

export interface RanStory {
  readonly story: Story;
  readonly minutes: number;
  readonly failed: number;
}

/**
 * How many times slower than usual the stories so far were; never below 1, and 1 before the first. One that failed says
 * nothing of it: it waited for what never came, and must not be the reason that the next ones are skipped.
 */
export function measureSlowness(ran: readonly RanStory[]): number {
  const whole = ran.filter(({ failed }) => failed === 0);
  const usual = whole.reduce((sum, { story }) => sum + story.usualMinutes, 0);
  const taken = whole.reduce((sum, { minutes }) => sum + minutes, 0);
  return usual === 0 ? 1 : Math.max(1, taken / usual);
}

/** Whether a story still fits. @param secondsLeft Until the whole run must have ended; null: no limit. */
export function fits(story: Story, secondsLeft: number | null, slowness: number): boolean {
  return secondsLeft === null || secondsLeft >= story.usualMinutes * 60 * slowness * slack;
}

/** Story files that nobody would run because the list above does not name them. */
export async function findUnlistedStories(folder: string): Promise<string[]> {
  const listed = new Set(stories.map(({ file }) => file));
  return (await readdir(folder)).filter((name) => name.endsWith(".test.ts") && !listed.has(name));
}
