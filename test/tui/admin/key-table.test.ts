import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keyBindings } from "../../../admin-tui/admin-keys.ts";
import { screens } from "../../../admin-tui/screens.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../docs/sysadmin-guide.md"), "utf8");

test("the sysadmin guide has exactly the keys of the program", () => {
  const rows = keyBindings.map(({ keys, screen, help }) => {
    const title = screens.find(({ id }) => id === screen)?.title ?? "all";
    return `| ${title} | ${keys.map((key) => `\`${key}\``).join(" ")} | ${help} |`;
  });
  const table = /\| screen \| keys \| what they do \|\n\|---\|---\|---\|\n((?:\|.*\n)+)/.exec(guide)?.[1];
  expect(table?.trimEnd().split("\n")).toEqual(rows);
});
