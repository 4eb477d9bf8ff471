import { cleanup } from "ink-testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { colorTheme } from "../../../admin-tui/theme.ts";
import { buildDisk, buildWindowsDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { press } from "../press.ts";
import { showWizard } from "./show-wizard.tsx";

afterEach(cleanup);
// Many keys per test, on machines that do much else.
vi.setConfig({ testTimeout: 120_000 });

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;

const twoDisks = buildFacts({
  disks: [
    buildDisk(),
    buildDisk({ path: "/dev/sdb", serial: "S2", names: ["/dev/disk/by-id/ata-EXAMPLE_SSD_S2"] }),
  ],
});
const windowsOnly = buildFacts({ disks: [buildWindowsDisk()] });
/** Wrong token, no number of the owner, and a line nobody can read. */
const spoiled = buildSetupText({
  TELEGRAM_BOT_TOKEN: "7000000001",
  TELEGRAM_ADMIN_ID: null,
  HOSTNAMME: "x y",
});

test.each(sizes)(
  "without a file it says so and asks for the four lines ($columns by $rows)",
  async (size) => {
    const app = await showWizard(null, { size });
    const name = (screen: string) => `./frames/${size.columns}x${size.rows}/${screen}.txt`;
    await expect(app.text()).toMatchFileSnapshot(name("start-without-file"));
    await app.type(press.enter);
    await expect(app.text()).toMatchFileSnapshot(name("question-key"));
    await app.type("sk-or-v1-short", press.enter);
    await expect(app.text()).toMatchFileSnapshot(name("question-key-wrong"));
  },
);

test.each(sizes)("what is right in the refused file is kept ($columns by $rows)", async (size) => {
  const app = await showWizard(spoiled, { size, facts: twoDisks });
  const name = (screen: string) => `./frames/${size.columns}x${size.rows}/${screen}.txt`;
  await expect(app.text()).toMatchFileSnapshot(name("start-spoiled"));
  await app.type(press.enter, press.tab, press.tab);
  await expect(app.text()).toMatchFileSnapshot(name("question-disk"));
  await app.type(press.tab, press.tab);
  await expect(app.text()).toMatchFileSnapshot(name("review-wrong"));
  await app.type(press.escape);
  await expect(app.text()).toMatchFileSnapshot(name("all-settings"));
  await app.type(press.leave);
  await expect(app.text()).toMatchFileSnapshot(name("leave"));
});

test.each(sizes)("the review echoes the settings ($columns by $rows)", async (size) => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { size });
  await app.type(press.enter);
  await expect(app.text()).toMatchFileSnapshot(`./frames/${size.columns}x${size.rows}/review.txt`);
});

test("a disk that holds data needs its code typed, and no choice fills it in", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts: windowsOnly });
  const code = /ERASE_DISK=([A-Z0-9-]+)/.exec(app.text())?.[1] ?? "";
  expect(code).toMatch(/^\w{4}-\w{4}$/);
  await app.type(press.enter);
  await expect(app.text().replaceAll(code, "ABCD-EFGH")).toMatchFileSnapshot(
    "./frames/80x24/question-erase.txt",
  );
  expect(app.wizard.state().draft.has("ERASE_DISK")).toBe(false);
  await app.type("ABCD-2345", press.enter);
  expect(app.wizard.state().screen).toBe("question");
  await app.type(press.clear, code, press.enter);
  expect(app.wizard.state().screen).toBe("review");
  expect(app.text()).toContain("> Install now");
});

test("choosing a disk that holds data asks for its code next", async () => {
  const facts = buildFacts({
    disks: [...twoDisks.disks, buildWindowsDisk({ path: "/dev/sdc", serial: "W1" })],
  });
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts });
  await app.type(press.enter, press.up, press.enter);
  expect(app.text()).toContain("Erase code  (ERASE_DISK)");
  expect(app.text()).toContain("2 of 2");
  expect(app.wizard.state().draft.get("INSTALL_DISK")).toBe("W1");
});

test("a chosen disk is written down by its serial number, never by its kernel name", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts: twoDisks });
  await app.type(press.enter, "\u001b[H", press.down, press.enter);
  expect(app.wizard.state().draft.get("INSTALL_DISK")).toBe("S2");
});

test("disks that share a serial number are written down by another lasting name", async () => {
  const disks = twoDisks.disks.map((disk) => ({ ...disk, serial: "SAME" }));
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts: buildFacts({ disks }) });
  await app.type(press.enter, "\u001b[H", press.down, press.enter);
  expect(app.wizard.state().draft.get("INSTALL_DISK")).toBe("/dev/disk/by-id/ata-EXAMPLE_SSD_S2");
});

test("the disk can be typed instead", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts: twoDisks });
  await app.type(press.enter, press.end, press.enter, ">=100GB", press.enter);
  expect(app.text()).toContain("No disk here matches INSTALL_DISK.");
  await app.type(press.clear, "S1", press.enter);
  expect(app.wizard.state().screen).toBe("review");
});

test("the short path leads from nothing to a file that is handed over once", async () => {
  const app = await showWizard(null);
  await app.type(press.enter);
  for (const answer of [canaries.openRouterKey, canaries.telegramToken, "424242424", "Žiga 助手"]) {
    await app.type(answer, press.enter);
  }
  await app.type(press.down, press.enter);
  expect(app.wizard.state().screen).toBe("review");
  await app.type(press.enter, press.enter);
  expect(app.tools.send).toHaveBeenCalledOnce();
  expect((await app.wizard.ended).end).toBe("typed");
  expect(Object.fromEntries(app.wizard.state().draft)).toEqual({
    OPENROUTER_API_KEY: canaries.openRouterKey,
    TELEGRAM_BOT_TOKEN: canaries.telegramToken,
    TELEGRAM_ADMIN_ID: "424242424",
    ASSISTANT_NAME: "Žiga 助手",
    PROFILE: "economy",
  });
});

test("typed so fast that all of it arrives at once, it is the same", async () => {
  const app = await showWizard(null);
  await app.type(press.enter);
  await app.type(`${canaries.openRouterKey}\r${canaries.telegramToken}\r424242424\r\u0015Mojca\r\r`);
  expect(app.wizard.state().screen).toBe("review");
  expect(app.wizard.state().draft.get("ASSISTANT_NAME")).toBe("Mojca");
});

test("a pasted value is its first line, and is not accepted unseen", async () => {
  const app = await showWizard(null);
  await app.type(press.enter, `\u001b[200~\n  ${canaries.openRouterKey}\r\nmore\n\u001b[201~`);
  expect(app.wizard.state().question?.line.text).toBe(canaries.openRouterKey);
  expect(app.text()).toContain("73 characters, masked");
});

test("a secret is seen only while it is asked to be", async () => {
  const wrong = canaries.telegramToken.slice(0, -4);
  const app = await showWizard(buildSetupText({ TELEGRAM_BOT_TOKEN: wrong, PROFILE: null }));
  await app.type(press.enter);
  expect(app.text()).not.toContain("AACanary");
  expect((await app.type(press.show)).join("\n")).toContain("AACanary");
  await app.type(press.show, press.clear, canaries.telegramToken, press.enter, press.enter);
  expect(app.wizard.state().screen).toBe("review");
  await app.type(press.escape, press.leave, press.enter, press.enter, press.enter);
  const masked = app.frames.filter((frame) => !frame.includes("Ctrl-T mask"));
  expect(masked.length).toBeGreaterThan(8);
  for (const frame of masked) {
    expect(frame).not.toContain("c0ffee");
    expect(frame).not.toContain("AACanary");
  }
});

test("typing replaces what the file said; arrows and Backspace correct it", async () => {
  const text = buildSetupText({ TELEGRAM_ADMIN_ID: "@mojca", PROFILE: "economy" });
  const replaced = await showWizard(text);
  await replaced.type(press.enter, "1", "2");
  expect(replaced.wizard.state().question?.line.text).toBe("12");
  const corrected = await showWizard(text);
  await corrected.type(press.enter, press.left, press.backspace, "X");
  expect(corrected.wizard.state().question?.line).toEqual({ text: "@mojXa", cursor: 5 });
});

test("a warning is shown once, and Enter then keeps the value", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy", MONTHLY_LIMIT_USD: null }));
  await app.type(press.down, press.enter, ...Array<string>(4).fill(press.down));
  expect(app.text()).toContain(">   Monthly limit");
  await app.type(press.enter);
  expect(app.text()).toContain("(MONTHLY_LIMIT_USD)");
  await app.type("$20", press.enter);
  expect(app.text()).toContain("Press Enter again to keep it as it is.");
  await app.type(press.enter);
  expect(app.wizard.state().screen).toBe("menu");
  expect(app.wizard.state().draft.get("MONTHLY_LIMIT_USD")).toBe("$20");
});

test("halves of a setting ask for the other half before it can be installed", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy", NETWORK_ADDRESS: "192.168.1.20/24" }));
  await app.type(press.enter, "192.168.1.1", press.enter);
  expect(app.text()).toContain("(NETWORK_DNS)");
  await app.type("192.168.1.1, 9.9.9.9", press.enter);
  expect(app.text()).toContain("> Install now");
});

test("Esc goes back one question without taking what was typed", async () => {
  const app = await showWizard(null);
  await app.type(press.enter, canaries.openRouterKey, press.enter, "123", press.escape);
  expect(app.text()).toContain("(OPENROUTER_API_KEY)");
  expect(app.wizard.state().draft.has("TELEGRAM_BOT_TOKEN")).toBe(false);
  await app.type(press.escape);
  expect(app.wizard.state().screen).toBe("start");
});

test("Ctrl-C asks first; Stay goes back to the same question with what was typed", async () => {
  const app = await showWizard(null);
  await app.type(press.enter, "sk-or-", press.leave);
  expect(app.text()).toContain("leave?");
  await app.type(press.enter);
  expect(app.wizard.state().question?.line.text).toBe("sk-or-");
  await app.type(press.leave, press.down, press.enter);
  expect((await app.wizard.ended).end).toBe("left");
  expect(app.tools.send).not.toHaveBeenCalled();
});

test("saving first: what cannot be saved is told and nothing is handed over", async () => {
  const save = async () => ({ saved: false, message: "Not saved: the stick is read-only." });
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { tools: { save } });
  await app.type(press.enter, press.down, press.enter);
  expect(app.text()).toContain("Not saved: the stick is read-only.");
  expect(app.tools.send).not.toHaveBeenCalled();
  await app.type(press.up, press.enter);
  expect(app.tools.send).toHaveBeenCalledOnce();
});

test("saving first: the stick gets it, then the installer", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }));
  await app.type(press.enter, press.down, press.enter);
  expect(app.tools.save).toHaveBeenCalledOnce();
  expect(app.tools.send).toHaveBeenCalledOnce();
});

test("a computer that lacks something offers to be looked at again, and nothing to install", async () => {
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), { facts: buildFacts() });
  await app.type(press.enter);
  expect(app.text()).toContain("> Look at this computer again");
  expect(app.text()).not.toContain("Install now");
  await app.type(press.enter);
  expect(app.tools.look).toHaveBeenCalledOnce();
});

test("a tool that fails is named, and what was typed stays", async () => {
  const look = () => Promise.reject(new Error("lsblk ended with exit code 1\nmore"));
  const app = await showWizard(buildSetupText({ PROFILE: "economy" }), {
    facts: buildFacts(),
    tools: { look },
  });
  await app.type(press.enter, press.enter);
  expect(app.text()).toContain("That did not work: lsblk ended with exit code 1");
  expect(app.wizard.state().draft.size).toBe(6);
});

test("Ctrl-L asks for the screen to be drawn again", async () => {
  const app = await showWizard(null);
  await app.type(press.redraw);
  expect(app.redraw).toHaveBeenCalledOnce();
});

test.each([...sizes, { columns: 60, rows: 15 }])(
  "no screen is higher or wider than $columns by $rows",
  async (size) => {
    const facts = buildFacts({
      disks: [buildWindowsDisk(), buildWindowsDisk({ path: "/dev/sdb", serial: "W2" })],
    });
    const app = await showWizard(spoiled, { size, facts });
    const keys = [
      press.enter,
      "x",
      press.enter,
      press.tab,
      press.tab,
      press.tab,
      press.pageDown,
      press.escape,
    ];
    await app.type(...keys, press.end, press.enter, press.show, press.leave);
    expect(app.frames.length).toBeGreaterThan(8);
    for (const frame of app.frames.slice(1)) {
      const lines = frame.split("\n");
      expect(lines.length).toBe(size.rows - 1);
      // What Ink puts where it cuts.
      expect(frame).not.toContain("…");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(size.columns);
    }
  },
);

test("on a terminal without other letters, only what was typed is shown as it is", async () => {
  const app = await showWizard(buildSetupText({ ASSISTANT_NAME: "Žiga", PROFILE: "economy" }));
  expect(app.text()).toMatch(/^[\x20-\x7e\n]+$/);
  await app.type(press.enter);
  expect(app.text()).toContain("Žiga");
  expect(app.text().replaceAll("Žiga", "")).toMatch(/^[\x20-\x7e\n]+$/);
});

test("with colors it has the signs of the other screens", async () => {
  const app = await showWizard(spoiled, { theme: colorTheme });
  expect(app.text()).toContain("✖ Bot token:");
});
