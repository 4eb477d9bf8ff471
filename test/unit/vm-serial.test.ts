import { describe, expect, test } from "vitest";
import { SerialConsole } from "../../iso/vm/serial-console.ts";
import { buildStages, findSerialProblems, parseBoxResult } from "../../iso/vm/serial-stages.ts";

/** A console whose clock stands at the given second for each text fed. */
function feedConsole(feeds: readonly (readonly [seconds: number, text: string])[]): SerialConsole {
  let now = 0;
  const console = new SerialConsole(() => now);
  console.startPowerOn();
  for (const [seconds, text] of feeds) {
    now = seconds;
    console.feed(Buffer.from(text));
  }
  return console;
}

describe("a serial console", () => {
  test("joins lines over chunks, even inside a character, and takes out terminal control", () => {
    const console = feedConsole([[1, "\x1b[2J\x1b[01;01Hhel"]]);
    const eAcute = Buffer.from("é");
    console.feed(eAcute.subarray(0, 1));
    console.feed(Buffer.concat([eAcute.subarray(1), Buffer.from("llo\x1b[0m\r\nnext")]));
    expect(console.lines.map((line) => line.text)).toEqual(["heléllo"]);
    console.flush();
    expect(console.lines.at(-1)?.text).toBe("next");
  });

  test("times start again at each power-on", () => {
    let now = 100;
    const console = new SerialConsole(() => now);
    console.startPowerOn();
    now = 103;
    console.feed(Buffer.from("one\n"));
    now = 200;
    console.startPowerOn();
    now = 201;
    console.feed(Buffer.from("two\n"));
    expect(console.lines).toEqual([
      { text: "one", seconds: 3, powerOn: 1 },
      { text: "two", seconds: 1, powerOn: 2 },
    ]);
  });

  test("a wait sees lines that came before it, but none from before a mark", async () => {
    const console = feedConsole([[1, "login: a\n"]]);
    await expect(console.waitFor("login: a", { timeoutSeconds: 1 })).resolves.toMatchObject({
      line: { seconds: 1 },
    });
    console.markHere();
    await expect(console.waitFor("login: a", { timeoutSeconds: 0.01 })).rejects.toThrow(
      /did not show login: a/,
    );
  });

  test("a wait takes an unfinished line only when told to", async () => {
    const console = feedConsole([[1, "login: "]]);
    await expect(console.waitFor(/login:/, { timeoutSeconds: 0.01 })).rejects.toThrow("last lines");
    const found = await console.waitFor(/login:/, { timeoutSeconds: 1, unfinished: true });
    expect(found.line.text).toBe("login: ");
  });

  test("a wait ends with the error of the machine", async () => {
    const console = feedConsole([]);
    const waiting = console.waitFor("never", { timeoutSeconds: 60 });
    console.fail(new Error("power went away"));
    await expect(waiting).rejects.toThrow("power went away");
  });
});

describe("stages", () => {
  test("each has its seconds; one seen again gets a number", () => {
    const { lines } = feedConsole([
      [0.5, "Welcome to GRUB!\n"],
      [2, "[    0.000000] Linux version 6.12.1 (debian)\n"],
      [9, "clawdie: [3/21] create-pool: Create the pool (usually 5 s)\n"],
      [13.25, "clawdie: [3/21] create-pool: done in 4 s\n"],
      [40, 'clawdie: RESULT {"schema":1,"stage":"install","state":"installed"}\n'],
      [50, "Linux version 6.12.1\n"],
    ]);
    expect(buildStages(lines)).toEqual({
      "boot loader": 0.5,
      kernel: 2,
      "create-pool started": 9,
      "create-pool done": 13.25,
      "result installed": 40,
      "kernel 2": 50,
    });
  });

  test("own patterns name stages by their groups", () => {
    const { lines } = feedConsole([[1, "unit sshd up\n"]]);
    expect(buildStages(lines, [{ name: "$1 up", pattern: /unit (\w+) up/ }])).toEqual({ "sshd up": 1 });
  });
});

describe("a result line", () => {
  test("is read with all its fields, also behind other words", () => {
    const text =
      '[  1.0] clawdie: RESULT {"schema":1,"stage":"firstboot","state":"ready","address":"10.0.2.15"}';
    expect(parseBoxResult(text)).toEqual({
      schema: 1,
      stage: "firstboot",
      state: "ready",
      address: "10.0.2.15",
    });
  });

  test.each([
    "clawdie: RESULT soon",
    'clawdie: RESULT {"schema":1,"stage":"fir',
    'clawdie: RESULT {"schema":2,"stage":"firstboot","state":"ready"}',
    'clawdie: RESULT {"schema":1,"state":"ready"}',
    'echo RESULT {"schema":1,"stage":"firstboot","state":"ready"}',
  ])("is none when it is cut, foreign or incomplete: %s", (text) => {
    expect(parseBoxResult(text)).toBeNull();
  });
});

test("panics, oopses and segfaults are found, a kernel option that names one is not", () => {
  const { lines } = feedConsole([
    [1, "Command line: oops=panic Oops=x panic=10\nKernel panic - not syncing: x\n"],
    [
      2,
      "node[1]: segfault at 0\nOops: 0002 [#1]\nBUG: unable to handle page fault\nall is well\nwatchdog: BUG: soft lockup - CPU#0 stuck for 26s!\n",
    ],
  ]);
  expect(findSerialProblems(lines)).toHaveLength(4);
});

test("an emulator that keeps the kernel's breakpoint is no fault of the guest; every other crash beside it is", () => {
  const int3 =
    "[    3.6] Oops: int3: 0000 [#1] PREEMPT SMP NOPTI\n[    3.6] RIP: 0010:inet_ehashfn+0x33/0x120\n";
  const panic = "[    3.7] Kernel panic - not syncing: Fatal exception in interrupt\n";
  expect(findSerialProblems(feedConsole([[1, int3 + panic]]).lines)).toEqual([]);
  expect(findSerialProblems(feedConsole([[1, panic]]).lines)).toHaveLength(1);
  expect(findSerialProblems(feedConsole([[1, `${int3}Oops: 0002 [#2]\n`]]).lines)).toHaveLength(1);
  expect(findSerialProblems(feedConsole([[1, int3 + "more\n".repeat(200) + panic]]).lines)).toHaveLength(1);
});
