import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, vi } from "vitest";
import { writePages } from "../../../setup/generate/build-pages.ts";

export interface OpenedPage {
  readonly page: Page;
  /** Addresses asked for, the page itself not counted. */
  readonly requests: readonly string[];
  /** Errors of scripts and everything the browser complained about. */
  readonly complaints: readonly string[];
}

export interface PageOptions extends BrowserContextOptions {
  readonly name?: "CHECK-MY-SETUP.html" | "START-HERE.html";
  /** Of the address, with its #. */
  readonly fragment?: string;
  /** Without it the browser has no save dialog, as in Firefox and Safari: a test cannot answer a native one. */
  readonly savePicker?: boolean;
}

/** Builds both pages into a folder and opens them in Chromium as a reader does: from a file: address. For one test file. */
export function openPages(): (options?: PageOptions) => Promise<OpenedPage> {
  let folder = "";
  let browser: Browser | null = null;
  // A busy computer opens a page in seconds, not in a moment; nothing here asserts a time.
  vi.setConfig({ testTimeout: 90_000 });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clawdie-page-"));
    const asRoot = process.getuid?.() === 0;
    [browser] = await Promise.all([
      chromium.launch({ executablePath: "/usr/bin/chromium", args: asRoot ? ["--no-sandbox"] : [] }),
      writePages(folder),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return async ({ name = "CHECK-MY-SETUP.html", fragment = "", savePicker = false, ...options } = {}) => {
    if (browser === null) throw new Error("the browser is not started");
    const context = await browser.newContext({ locale: "en-US", ...options });
    if (!savePicker) await context.addInitScript("delete window.showSaveFilePicker");
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    const address = pathToFileURL(join(folder, name)).href;
    page.on("request", (request) => {
      if (request.url() !== `${address}${fragment}`) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${address}${fragment}`);
    return { page, requests, complaints };
  };
}
