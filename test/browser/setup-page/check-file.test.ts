import { expect, test } from "vitest";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { chooseFile, dropFiles } from "./hand-over.ts";
import { openPages } from "./open-pages.ts";

const open = openPages();
const spoiled = [
  "# mine",
  `OPENROUTER_API_KEY=${canaries.openRouterKey}`,
  `TELEGRAM_BOT_TOKN=${canaries.telegramToken}`,
  "TELEGRAM_ADMIN_ID=@ziga",
  "PROFILE=Balanced",
  "half-of-a-password",
  "TIMEZONE=Ljubljana",
].join("\r\n");

test("a good file in UTF-16 is usable, names its encoding and lists every setting with its origin", async () => {
  const { page } = await open();
  const text = buildSetupText({ TIMEZONE: "Europe/Ljubljana" }).replaceAll("\n", "\r\n");
  await chooseFile(page, Buffer.from(`\ufeff${text}`, "utf16le"));
  expect(await page.textContent("#headline")).toBe("This file is ready.");
  expect(await page.textContent(".source")).toBe("setup.txt, UTF-16LE, line ends CRLF (Windows)");
  const row = (name: string) => page.getByRole("row").filter({ hasText: name }).textContent();
  expect(await row("Time zone")).toBe("Time zoneEurope/Ljubljanayour file");
  expect(await row("Language and country")).toBe("Language and countryen_USusual value");
  expect(await row("Host name")).toBe("Host nameclawdiethe name");
  expect(await row("OpenRouter key")).toBe("OpenRouter key••••••••your file");
});

test("a spoiled file shows every problem under its line, with rule and cure, and links to it", async () => {
  const { page } = await open();
  await dropFiles(page, [{ name: "setup.txt", content: Buffer.from(spoiled) }]);
  await page.waitForSelector("#headline");
  expect(await page.textContent(".verdict")).toContain("4 problems must be corrected first");
  expect(await page.locator("#line-3 .issue").textContent()).toBe(
    "Problem: There is no key TELEGRAM_BOT_TOKN.Did you mean TELEGRAM_BOT_TOKEN?",
  );
  expect(await page.locator("#line-5 .issue").textContent()).toContain("Remark:");
  expect(await page.locator("#line-2 .issue").count()).toBe(0);
  await page.getByRole("link", { name: "Line 4" }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("line-4");
});

test("secrets stay masked until asked for, wherever they stand", async () => {
  const { page } = await open();
  await chooseFile(page, `${spoiled}\n# OPENROUTER_API_KEY=${canaries.openRouterKey}\n`);
  const secrets = [canaries.openRouterKey, canaries.telegramToken, "half-of-a-password"];
  const hidden = await page.innerHTML("html");
  for (const secret of secrets) expect(hidden).not.toContain(secret);
  await page.getByRole("button", { name: "Show secrets" }).click();
  const shown = await page.textContent(".lines");
  for (const secret of secrets) expect(shown).toContain(secret);
  await page.getByRole("button", { name: "Hide secrets" }).click();
  expect(await page.innerHTML("html")).not.toContain(canaries.openRouterKey);
});

test("an RTF document is named as one, and is not shown as lines", async () => {
  const { page } = await open();
  await dropFiles(page, [{ name: "setup.txt", content: Buffer.from("{\\rtf1\\ansi TELEGRAM_ADMIN_ID=1}") }]);
  await page.waitForSelector("#headline");
  expect(await page.textContent(".problems")).toContain("a rich text (RTF) document");
  expect(await page.locator(".lines").count()).toBe(0);
});

test("two files at once are refused, a corrected file of the same name is read again", async () => {
  const { page } = await open();
  const content = Buffer.from(buildSetupText());
  await dropFiles(page, [
    { name: "setup.txt", content },
    { name: "setup (1).txt", content },
  ]);
  expect(await page.textContent(".trouble")).toBe("Drop one file at a time.");
  await chooseFile(page, "ASSISTANT_NAME=Clawdie\n");
  expect(await page.textContent("#headline")).toBe("This file cannot be used yet.");
  await chooseFile(page, content);
  expect(await page.textContent("#headline")).toBe("This file is ready.");
});

test("pasted text is judged too", async () => {
  const { page } = await open();
  await page.getByText("Paste the text instead").click();
  await page.getByLabel("Text of setup.txt").fill(buildSetupText({ TELEGRAM_ADMIN_ID: "+386 40 123 456" }));
  await page.getByRole("button", { name: "Check this text" }).click();
  expect(await page.textContent("#headline")).toBe("This file cannot be used yet.");
  expect(await page.textContent(".problems")).toContain("looks like a phone number");
});

test("what the file calls itself is text, never markup", async () => {
  const { page, complaints } = await open();
  await chooseFile(page, "ASSISTANT_NAME=<img src=x onerror=alert(1)>\n", "<b>setup</b>.txt");
  expect(await page.locator("#findings img, .source b").count()).toBe(0);
  expect(await page.textContent("#line-1 code")).toContain("<img src=x");
  expect(complaints).toEqual([]);
});

test("a file of another language's reader is judged in that language", async () => {
  const { page } = await open({ locale: "sl-SI" });
  await chooseFile(page, spoiled);
  expect(await page.textContent("#headline")).toBe("Datoteke še ni mogoče uporabiti.");
  expect(await page.textContent(".verdict")).toContain("odpraviti 4 težave");
  expect(await page.locator("#line-3 .issue").textContent()).toBe(
    "Težava: Nastavitve TELEGRAM_BOT_TOKN ni.Ste mislili TELEGRAM_BOT_TOKEN?",
  );
  await page.getByRole("button", { name: "English" }).click();
  expect(await page.textContent("#headline")).toBe("This file cannot be used yet.");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("English");
});
