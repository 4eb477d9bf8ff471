import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { placeCompiledCode } from "../../../setup/steps/place-compiled-code.ts";

let folder: string;
let source: string;
let destination: string;
const users = new Set<string | undefined>();

/** The real programs, without changing the account. */
const linux = createLinuxHost("/");
const host: typeof linux = {
  ...linux,
  run: (command, args, { user, ...options } = {}) => {
    users.add(user);
    return linux.run(command, args, options);
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-compiled-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  source = join(folder, "source");
  destination = join(folder, "tmp/node-compile-cache/openclaw");
  mkdirSync(join(source, "1.2.3"), { recursive: true });
  mkdirSync(join(folder, "v26-x64"));
  writeFileSync(join(folder, "v26-x64/entry"), "compiled");
  execFileSync("tar", ["-C", folder, "-cf", join(source, "1.2.3/0-99.tar"), "v26-x64"]);
  users.clear();
});

const step = () => ({
  id: "place",
  kind: "place-compiled-code" as const,
  title: "Place",
  ...{ source, destination, account: "clawdie-runtime" },
});

test("archives are unpacked into the folder in which the runtime looks, as its account", async () => {
  expect(await placeCompiledCode.check(step(), host)).toMatchObject({ state: "needed" });
  await placeCompiledCode.apply(step(), host);
  expect(await placeCompiledCode.check(step(), host)).toEqual({ state: "satisfied" });
  expect(readFileSync(join(destination, "1.2.3/0-99/v26-x64/entry"), "utf8")).toBe("compiled");
  expect([...users]).toEqual(["clawdie-runtime"]);
});

test("what a power cut left half unpacked is made anew, what the runtime made itself stays", async () => {
  mkdirSync(join(destination, ".draft/old"), { recursive: true });
  await placeCompiledCode.apply(step(), host);
  expect(readdirSync(destination)).toEqual(["1.2.3"]);
  expect(readdirSync(join(destination, "1.2.3/0-99"))).toHaveLength(1);
  writeFileSync(join(destination, "1.2.3/0-99/own"), "later");
  await placeCompiledCode.apply(step(), host);
  expect(readdirSync(join(destination, "1.2.3/0-99"))).toContain("own");
});

test("an image without compiled code needs nothing", async () => {
  rmSync(source, { recursive: true });
  expect(await placeCompiledCode.check(step(), host)).toEqual({ state: "satisfied" });
});
