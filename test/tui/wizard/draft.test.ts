import { expect, test } from "vitest";
import { readDraft, renderDraft } from "../../../admin-tui/wizard/draft.ts";
import { judgeDraft } from "../../../admin-tui/wizard/judge-draft.ts";
import { parseDocument } from "../../../setup/config/document.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const read = (text: string) => readDraft(Buffer.from(text));

test("no bytes are no file", () => {
  expect(readDraft(null)).toEqual({ draft: new Map(), unreadable: null, lost: [] });
  expect(read("")).toEqual({ draft: new Map(), unreadable: null, lost: [] });
});

test("a file in another format is named, and nothing is kept of it", () => {
  const { draft, unreadable } = read("{\\rtf1\\ansi OPENROUTER_API_KEY=x}");
  expect(draft.size).toBe(0);
  expect(unreadable?.code).toMatch(/^file\./);
});

test("two values for one key: neither is taken on a guess, and it is told", () => {
  const { draft, lost } = read("ASSISTANT_NAME=One\nTELEGRAM_ADMIN_ID=1\nASSISTANT_NAME=Two\n");
  expect([...draft.keys()]).toEqual(["TELEGRAM_ADMIN_ID"]);
  expect(lost.map(({ code, line }) => [code, line])).toEqual([["key.contradiction", 3]]);
});

test("the number of the format is written anew, whatever the file says", () => {
  expect(read("SETUP_SCHEMA_VERSION=99\nLOCALE=sl_SI\n").draft).toEqual(new Map([["LOCALE", "sl_SI"]]));
});

test("written and read again, a draft is the same, in CRLF", () => {
  const { draft } = read(
    buildSetupText({ OPERATOR_PASSWORD: '"four # words, and signs"', OPERATOR_EMAIL: "a@example.org" }),
  );
  const bytes = renderDraft(draft);
  expect(bytes.toString().replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(parseDocument(bytes).lineEnding).toBe("crlf");
  const again = readDraft(bytes).draft;
  for (const [key, value] of draft) expect(again.get(key)).toBe(value);
});

test("a judgement hashes no password: no command is run, and still the machine is judged", async () => {
  const { host, lines } = buildScriptedHost(() => "");
  const { draft } = read(
    buildSetupText({ CLAWDIE_USER_PASSWORD: "four-other-words-there2", PROFILE: "economy" }),
  );
  const profiles = await readProfiles();
  const good = await judgeDraft(draft, buildFacts({ disks: [buildDisk()] }), profiles, host);
  expect(good.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  const none = await judgeDraft(draft, buildFacts(), profiles, host);
  expect(none.issues.map(({ code }) => code)).toContain("disk.none");
  expect(lines).toEqual([]);
});

test("nothing is told twice", async () => {
  const { host } = buildScriptedHost(() => "");
  const { issues } = await judgeDraft(
    new Map([["LOCALE", "klingon"]]),
    buildFacts(),
    await readProfiles(),
    host,
  );
  const names = issues.map(({ code, key }) => `${code} ${key}`);
  expect(names).toEqual([...new Set(names)]);
});
