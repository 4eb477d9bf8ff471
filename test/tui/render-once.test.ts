import { expect, test } from "vitest";
import { createBoxSources } from "../../admin-tui/box-sources.ts";
import { parseAdminOptions } from "../../admin-tui/parse-admin-options.ts";
import { renderOnce } from "../../admin-tui/render-once.tsx";
import { plainTheme } from "../../admin-tui/theme.ts";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { buildStatus } from "../build-status.ts";
import { buildTempRoot } from "../build-temp-root.ts";

const size = { columns: 80, rows: 24 };

test("one frame is printed with what was read", async () => {
  const sources = {
    readStatus: async () => buildStatus(),
    readJournals: async () => ({ install: [], firstboot: null }),
  };
  const text = await renderOnce(sources, "overview", size, plainTheme);
  expect(text).toContain("Clawdie is ready and answers on Telegram");
  expect(text.trimEnd().split("\n")).toHaveLength(23);
  expect(await renderOnce(sources, "journal", size, plainTheme)).toContain("Install: nothing recorded");
});

test("a source that fails is in the frame, not an exception", async () => {
  const sources = {
    readStatus: () => Promise.reject(new Error("broken")),
    readJournals: async () => ({ install: [], firstboot: [] }),
  };
  expect(await renderOnce(sources, "overview", size, plainTheme)).toContain("Could not be read: broken");
});

test("the sources of a box are its files; a journal that may not be read is null", async () => {
  const line = {
    schema: 1,
    time: "2026-11-21T09:50:10.000Z",
    plan: "install",
    step: "make-bootable",
    outcome: "done",
    seconds: 1,
    reason: null,
  };
  const root = await buildTempRoot({ "/var/log/clawdie/install.jsonl": `${JSON.stringify(line)}\n` });
  const host = createLinuxHost(root, { searchPath: "/nonexistent" });
  const readFile = (path: string) =>
    path.endsWith("journal.jsonl") ? Promise.reject(new Error("EACCES")) : host.readFile(path);
  const deps = {
    version: "1.2.3",
    probeRuntime: async () => ({ state: "ready" as const, reasons: [] }),
    probeDatabase: async () => true,
  };
  const sources = createBoxSources({ ...host, readFile }, deps);
  expect(await sources.readJournals()).toEqual({ install: [line], firstboot: null });
  expect((await sources.readStatus()).version).toBe("1.2.3");
});

const usual = {
  ...{ plain: false, once: false, screen: "overview", help: false },
  ...{ hosts: [], fleet: false, inventory: null, identity: null, json: false },
};

test.each([
  [[], usual],
  [["--plain", "--once", "--journal"], { ...usual, plain: true, once: true, screen: "journal" }],
  [
    ["--host", "a", "--host", "me@b:22", "--identity", "k"],
    { ...usual, hosts: ["a", "me@b:22"], identity: "k" },
  ],
  [["--fleet", "--json"], { ...usual, fleet: true, json: true }],
  [["--inventory", "f"], { ...usual, fleet: true, inventory: "f" }],
  [["--palin"], null],
  [["--json"], null],
])("the arguments %j are understood", (argv, wanted) => {
  expect(parseAdminOptions(argv)).toEqual(wanted);
});
