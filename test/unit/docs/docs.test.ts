import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findCode, findLinks, headingAnchors } from "./read-markdown.ts";

const root = join(import.meta.dirname, "../../..");
const pages = ["README.md", "CHANGELOG.md", ...listPages("docs")];
const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function listPages(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return entries.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

/** The names in the tables of setup/clawdie.ts and setup/commands/box-commands.ts, and the two it answers itself. */
function listCommands(): string[] {
  const table = /const commands[\s\S]*?\n\};/.exec(read("setup/clawdie.ts"))?.[0] ?? "";
  return [...`${table}${read("setup/commands/box-commands.ts")}`.matchAll(/^ {2}"?([a-z-]+)"?: async/gm)]
    .map((match) => match[1] ?? "")
    .concat("version", "help");
}

function findAll(page: string, pattern: RegExp): string[] {
  return findCode(read(page)).flatMap((code) => [...code.matchAll(pattern)].map((match) => match[1] ?? ""));
}

test.each(pages)("every relative link of %s leads somewhere", (page) => {
  const broken = findLinks(read(page)).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !headingAnchors(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test.each(pages)("every npm command of %s is in package.json", (page) => {
  const names = findAll(page, /\bnpm run ([a-z][a-z:-]*)/g);
  expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test.each(pages)("every clawdie command of %s exists", (page) => {
  const names = findAll(page, /(?:^|\s|\/)clawdie(?: --)? ([a-z][a-z-]*)/gm);
  expect(names.filter((name) => !listCommands().includes(name))).toEqual([]);
});

test.each(pages)("every file of the checkout that %s names is there", (page) => {
  const folder = "admin-tui|controlplane|docs|firstboot|iso|rc\\.d|seed-examples|setup|test";
  const paths = findAll(page, new RegExp(`^((?:${folder})/[\\w./-]+)$`, "g"));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("the commands are read from the table, not guessed", () => {
  expect(listCommands()).toEqual(expect.arrayContaining(["check", "plan", "facts", "status", "apply"]));
});

test("the README shows both commands within its first 20 lines, and has fewer than 120", () => {
  const lines = read("README.md").split("\n");
  const start = lines.slice(0, 20).join("\n");
  expect(start).toMatch(/^npm run try\b/m);
  expect(start).toMatch(/^npm test\b/m);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["try", "test"]));
  expect(lines.length).toBeLessThan(120);
});
