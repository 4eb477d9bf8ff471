import { Text } from "ink";
import { cleanup, render } from "ink-testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Polled, usePolled } from "../../admin-tui/use-polled.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

interface ProbeProps {
  readonly read: () => Promise<string>;
  readonly see: (polled: Polled<string>) => void;
}

function Probe({ read, see }: ProbeProps) {
  const polled = usePolled(read, 5);
  see(polled);
  return <Text>{polled.value ?? "nothing"}</Text>;
}

function show(read: () => Promise<string>) {
  const seen: Polled<string>[] = [];
  const app = render(<Probe read={read} see={(polled) => void seen.push(polled)} />);
  return { ...app, last: () => seen.at(-1) };
}

/** Time in small pieces, so that React gets to work in between. */
async function pass(seconds: number): Promise<void> {
  for (let at = 0; at < seconds * 10; at += 1) await vi.advanceTimersByTimeAsync(100);
}

test("it asks at once, and again five seconds after each answer", async () => {
  const read = vi.fn(async () => `answer ${read.mock.calls.length}`);
  const app = show(read);
  await pass(1);
  expect(app.last()?.value).toBe("answer 1");
  await pass(3.5);
  expect(read).toHaveBeenCalledTimes(1);
  await pass(1.5);
  expect(app.last()?.value).toBe("answer 2");
});

test("a slow source is not asked twice at a time", async () => {
  const read = vi.fn(() => new Promise<string>(() => {}));
  const app = show(read);
  await pass(60);
  app.last()?.refresh();
  expect(read).toHaveBeenCalledTimes(1);
});

test("a refresh asks at once", async () => {
  const read = vi.fn(async () => "x");
  const app = show(read);
  await pass(1);
  app.last()?.refresh();
  expect(read).toHaveBeenCalledTimes(2);
});

test("a failure keeps the last answer and is forgotten with the next one", async () => {
  const answers = [async () => "good", () => Promise.reject(new Error("broken")), async () => "well again"];
  const app = show(() => (answers.shift() ?? (async () => "more"))());
  await pass(6);
  expect(app.last()).toMatchObject({ value: "good", error: "broken" });
  await pass(5);
  expect(app.last()).toMatchObject({ value: "well again", error: null });
});

test("nothing is asked after the end", async () => {
  const read = vi.fn(async () => "x");
  const app = show(read);
  await pass(1);
  app.unmount();
  await pass(60);
  expect(read).toHaveBeenCalledTimes(1);
});
