import { expect, test } from "vitest";
import { createLocalBox } from "../../../admin-tui/local-box.ts";
import { buildScriptedBox } from "./build-scripted-box.ts";

async function buildBox(isRoot = true) {
  const scripted = await buildScriptedBox();
  const env = { ...process.env, PATH: `${scripted.path}:${process.env.PATH}` };
  return { scripted, box: createLocalBox(isRoot, env) };
}

test("a command answers its exit code and both its streams; input goes in by its standard input", async () => {
  const { box } = await buildBox();
  expect(await box.run(["sh", "-c", "cat; echo bad >&2; exit 3"], { input: "in\n" })).toEqual({
    ...{ code: 3, stdout: "in\n", stderr: "bad\n" },
  });
});

test("another account goes by sudo, which must not ask; root needs none", async () => {
  const other = await buildBox(false);
  await other.scripted.answer("zpool", "ONLINE\n");
  expect((await other.box.run(["sudo", "-n", "zpool", "status"])).stdout).toBe("ONLINE\n");
  expect((await other.scripted.calls()).slice(0, 2)).toEqual(["sudo -n zpool status", "zpool status"]);
  const root = await buildBox(true);
  await root.scripted.answer("zpool", "ONLINE\n");
  await root.box.run(["sudo", "-n", "zpool", "status"]);
  expect((await root.scripted.calls())[0]).toBe("zpool status");
});

test("a program that is not there is 127 with its name", async () => {
  const { box } = await buildBox();
  const { code, stderr } = await box.run(["no-such-program"]);
  expect(code).toBe(127);
  expect(stderr).toContain("no-such-program");
  const lines: string[] = [];
  expect(await box.follow(["no-such-program"], (line) => lines.push(line)).done).toBe(127);
  expect(lines.join("\n")).toContain("no-such-program");
});

test("a command that takes too long is ended, with what it started", async () => {
  const { box } = await buildBox();
  expect((await box.run(["sh", "-c", "sleep 600 & wait"], { timeoutSeconds: 0.3 })).code).toBe(124);
});

test("lines of both streams come while it runs, the last one without its end too; stopping ends it", async () => {
  const { box } = await buildBox();
  const lines: string[] = [];
  const short = box.follow(["sh", "-c", "echo one; echo two >&2; printf three"], (line) => lines.push(line));
  expect(await short.done).toBe(0);
  expect(lines.toSorted()).toEqual(["one", "three", "two"]);
  const { promise: started, resolve } = Promise.withResolvers<string>();
  const long = box.follow(["sh", "-c", "echo begun; sleep 600 & wait"], resolve);
  expect(await started).toBe("begun");
  long.stop();
  expect(await long.done).toBe(143);
});

test("commands do not see our terminal", async () => {
  const { box } = await buildBox();
  expect((await box.run(["sh", "-c", "( : </dev/tty ) 2>/dev/null"])).code).not.toBe(0);
});
