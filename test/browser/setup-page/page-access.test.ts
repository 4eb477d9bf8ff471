import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chooseFile } from "./hand-over.ts";
import { openPages } from "./open-pages.ts";

const open = openPages();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const spoiled = "OPENROUTER_API_KEY=sk-ant-0123456789\nPROFILE=Balanced\nTIMEZONE=Ljubljana\n";

/** Everything axe-core finds, of any weight, as rule and element. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
    interface Violation {
      id: string;
      nodes: { html: string }[];
    }
    const { violations } = await run.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}

const looks = [
  ["en-US", "light"],
  ["en-US", "dark"],
  ["sl-SI", "light"],
  ["sl-SI", "dark"],
] as const;

test.each(looks)("nothing is in the way of anybody: %s, %s", async (locale, colorScheme) => {
  const { page } = await open({ locale, colorScheme });
  expect(await findViolations(page)).toEqual([]);
  await chooseFile(page, spoiled);
  expect(await findViolations(page)).toEqual([]);
  await page.locator("#verdict button").click();
  await page
    .locator("#show-all[aria-expanded=false]")
    .click({ timeout: 1000 })
    .catch(() => null);
  await page.locator("#panel-form summary").first().click();
  await page.locator("#panel-form button[type=submit]").click();
  expect(await findViolations(page)).toEqual([]);
  const guide = await open({
    locale,
    colorScheme,
    name: "START-HERE.html",
    fragment: `#${locale.slice(0, 2)}`,
  });
  expect(await findViolations(guide.page)).toEqual([]);
});

test("dark and light differ, and follow the reader's choice", async () => {
  const { page } = await open({ colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await ground()).toBe("rgb(20, 22, 24)");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await ground()).toBe("rgb(250, 249, 247)");
});

/** 640 by 400 is a laptop's window at 200 %. */
test.each([
  [360, 740],
  [640, 400],
])("nothing is wider than a window of %i by %i", async (width, height) => {
  const overhang = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const { page } = await open({ viewport: { width, height }, locale: "sl-SI" });
  await chooseFile(page, `${spoiled}SSH_AUTHORIZED_KEY=ssh-ed25519 ${"A".repeat(300)}\n`);
  expect(await overhang(page)).toBe(0);
  await page.locator("#verdict button").click();
  for (const summary of await page.locator("#panel-form summary").all()) await summary.click();
  expect(await overhang(page)).toBe(0);
  const guide = await open({ viewport: { width, height }, name: "START-HERE.html", fragment: "#sl" });
  expect(await overhang(guide.page)).toBe(0);
});

test("movement stops where the reader asks for it", async () => {
  const { page } = await open({ reducedMotion: "reduce" });
  const scroll = () => page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(await scroll()).toBe("auto");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await scroll()).toBe("smooth");
});

test("the guide needs no script, speaks one language at a time, and leads to the check page", async () => {
  const { page } = await open({ name: "START-HERE.html", javaScriptEnabled: false });
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toBe("Start here");
  await page.getByRole("link", { name: "Slovenščina" }).click();
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toBe("Začnite tukaj");
  expect(await page.getByRole("img").count()).toBe(4);
  await page.getByRole("link", { name: "CHECK-MY-SETUP.html" }).click();
  await expect.poll(() => page.textContent("#page")).toContain("needs a browser");
});
