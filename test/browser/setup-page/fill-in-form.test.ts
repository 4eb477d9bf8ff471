import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText } from "../../unit/config/check-text.ts";
import { chooseFile, tabTo } from "./hand-over.ts";
import { openPages } from "./open-pages.ts";

const open = openPages();

test("with the keyboard alone: four fields, a mistake explained on leaving it, and a file the box accepts", async () => {
  const { page } = await open();
  await tabTo(page, "tab-check");
  await page.keyboard.press("ArrowRight");
  await tabTo(page, "field-OPENROUTER_API_KEY");
  await page.keyboard.type(canaries.openRouterKey);
  await tabTo(page, "field-TELEGRAM_BOT_TOKEN");
  await page.keyboard.type(canaries.telegramToken);
  await tabTo(page, "field-TELEGRAM_ADMIN_ID");
  await page.keyboard.type("@ziga");
  const issues = page.locator("#field-TELEGRAM_ADMIN_ID-issues");
  expect(await issues.textContent()).toBe("");
  await tabTo(page, "field-ASSISTANT_NAME");
  expect(await issues.textContent()).toContain("a bot cannot find people by name");
  expect(await page.getAttribute("#field-TELEGRAM_ADMIN_ID", "aria-invalid")).toBe("true");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("424242424");
  expect(await issues.textContent()).toBe("");
  await tabTo(page, "field-ASSISTANT_NAME");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Žiga");
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("setup.txt");
  const bytes = await readFile(await download.path());
  const result = checkText(bytes);
  expect(result).toMatchObject({ decision: "accept-with-warnings", source: { lineEnding: "crlf" } });
  expect(result.settings).toMatchObject({ assistantName: "Žiga", telegram: { adminId: "424242424" } });
  expect(bytes.toString()).toContain(`OPENROUTER_API_KEY=${canaries.openRouterKey}\r\n`);
  await expect.poll(() => page.textContent(".outcome")).toContain("Copy it to the top of the volume");
});

test("saving too early lists what is missing, each a link to its field; unfinished is possible on request", async () => {
  const { page } = await open();
  await page.getByRole("tab", { name: "Fill in a form" }).click();
  expect(await page.textContent(".progress")).toBe("3 things are still missing or wrong.");
  await page.getByRole("button", { name: "Save setup.txt" }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("summary-title");
  await page.getByRole("link", { name: "TELEGRAM_BOT_TOKEN is missing." }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-TELEGRAM_BOT_TOKEN");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save it unfinished" }).click();
  expect(checkText(await readFile(await (await downloading).path())).decision).toBe("reject");
});

test("a file's values go on into the form, wrong ones explained, and come back out the same", async () => {
  const { page } = await open();
  const values = {
    TIMEZONE: "Ljubljana",
    OPERATOR_EMAIL: "op@example.org",
    OPERATOR_PASSWORD: '"with a #hash inside"',
  };
  await chooseFile(page, buildSetupText(values));
  await page.getByRole("button", { name: "Go on in the form" }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("form-title");
  expect(await page.inputValue("#field-TIMEZONE")).toBe("Ljubljana");
  expect(await page.textContent("#field-TIMEZONE-issues")).toContain("Did you mean Europe/Ljubljana?");
  await page.fill("#field-TIMEZONE", "Europe/Ljubljana");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save setup.txt" }).click();
  const { settings } = checkText(await readFile(await (await downloading).path()), true);
  expect(settings).toMatchObject({
    timezone: "Europe/Ljubljana",
    telegram: { botToken: canaries.telegramToken },
    operator: { email: "op@example.org", password: "with a #hash inside" },
  });
});

test("every other setting is one button away, choices are lists, the preview masks secrets", async () => {
  const { page } = await open();
  await page.getByRole("tab", { name: "Fill in a form" }).click();
  expect(await page.isVisible("#field-PROFILE")).toBe(false);
  await page.getByRole("button", { name: "Show every other setting" }).click();
  await page.selectOption("#field-PROFILE", "economy");
  await page.fill("#field-CLAWDIE_USER_PASSWORD", "four-invented-words-here");
  await page.fill("#field-NETWORK_ADDRESS", "192.168.1.20/24");
  await page.locator("#field-NETWORK_ADDRESS").blur();
  const preview = await page.textContent(".preview");
  expect(preview).toContain("PROFILE=economy");
  expect(preview).not.toContain("four-invented-words-here");
  expect(await page.getAttribute("#field-CLAWDIE_USER_PASSWORD", "type")).toBe("password");
  await page.getByRole("button", { name: "Show Console password" }).click();
  expect(await page.getAttribute("#field-CLAWDIE_USER_PASSWORD", "type")).toBe("text");
  expect(await page.textContent(".progress")).toBe("5 things are still missing or wrong.");
});

test("where the browser can, the file goes straight to the place the reader chooses", async () => {
  const { page } = await open({ savePicker: true });
  await page.evaluate(() => {
    const written: string[] = [];
    const file = { write: async (text: string) => void written.push(text), close: async () => {} };
    Object.assign(window, {
      written,
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
        written.push(suggestedName);
        return { createWritable: async () => file };
      },
    });
  });
  await chooseFile(page, buildSetupText());
  await page.getByRole("button", { name: "Go on in the form" }).click();
  await page.getByRole("button", { name: "Save setup.txt" }).click();
  await expect.poll(() => page.textContent(".outcome")).toContain("setup.txt is saved.");
  const [name, text] = await page.evaluate(() => (window as unknown as { written: string[] }).written);
  expect(name).toBe("setup.txt");
  expect(checkText(text ?? "").decision).toBe("accept");
});

test("what is typed survives a change of language", async () => {
  const { page } = await open();
  await page.getByRole("tab", { name: "Fill in a form" }).click();
  await page.fill("#field-ASSISTANT_NAME", "Žiga");
  await page.getByRole("button", { name: "Slovenščina" }).click();
  expect(await page.inputValue("#field-ASSISTANT_NAME")).toBe("Žiga");
  expect(await page.textContent("label[for=field-ASSISTANT_NAME]")).toBe("Ime vašega pomočnika");
});
