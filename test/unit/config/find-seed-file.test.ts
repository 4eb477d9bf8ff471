import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findSeedFile } from "../../../setup/config/find-seed-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-seed-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function find() {
  const { path, bytes, issues } = await findSeedFile(folder);
  const text = bytes === null ? null : new TextDecoder().decode(bytes);
  return { name: path?.slice(folder.length + 1) ?? null, text, codes: issues.map(({ code }) => code) };
}

test.each([
  ["F01 any case", { "SETUP.TXT": "a" }, "SETUP.TXT", []],
  ["F02 doubled ending", { "setup.txt.txt": "a" }, "setup.txt.txt", ["file.renamed"]],
  ["F03 no ending", { setup: "a" }, "setup", ["file.renamed"]],
  ["F04 a copy only", { "setup(1).txt": "a" }, null, ["file.other-name"]],
  ["F04 other ending", { "setup.text": "a" }, null, ["file.other-name"]],
  ["F05 two that differ", { "setup.txt": "a", "setup.txt.txt": "b" }, null, ["file.two-files"]],
  ["F05 two that are the same", { "setup.txt": "a", "setup.txt.txt": "a" }, "setup.txt", ["file.same-twice"]],
  ["F06 in a folder", { "boot/setup.txt": "a" }, null, ["file.in-folder"]],
  ["F06 in a folder called setup", { "setup/setup.txt": "a" }, null, ["file.in-folder"]],
  ["F07 a folder of that name", { "setup.txt/x": "a" }, null, ["file.not-a-file"]],
  ["F14 leftovers beside it", { "._setup.txt": "x", ".DS_Store": "x", "setup.txt": "a" }, "setup.txt", []],
  ["F15 leftovers only", { "._setup.txt": "x" }, null, ["file.not-found"]],
  [
    "F16 editor files",
    { "setup.txt~": "x", ".setup.txt.swp": "x", "~$setup.txt": "x", "setup.txt": "a" },
    "setup.txt",
    [],
  ],
  ["our own files", { "SETUP-RESULT.txt": "x", "CHECK-MY-SETUP.html": "x" }, null, ["file.not-found"]],
] as const)("%s", async (_, files, name, codes) => {
  put(files);
  expect(await find()).toEqual({ name, text: name === null ? null : "a", codes });
});

test("F12 a link is never followed", async () => {
  symlinkSync("/etc/hostname", join(folder, "setup.txt"));
  expect(await find()).toEqual({ name: null, text: null, codes: ["file.not-a-file"] });
});

test("a pipe is not waited for", async () => {
  execFileSync("mkfifo", [join(folder, "setup.txt")]);
  expect((await find()).codes).toEqual(["file.not-a-file"]);
});

test("a folder that is not there is named unreadable", async () => {
  const { issues } = await findSeedFile(join(folder, "none"));
  expect(issues.map(({ code }) => code)).toEqual(["file.unreadable"]);
});

test("one byte more than the limit is read, so that too large is seen", async () => {
  put({ "setup.txt": "x".repeat(200_000) });
  expect((await find()).text).toHaveLength(64 * 1024 + 1);
});
