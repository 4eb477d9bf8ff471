import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { operator, prepareOperator } from "../integration/controlplane/prepare-operator.ts";
import {
  startDashboard,
  startDatabase,
  type TestDashboard,
  type TestDatabase,
} from "../integration/controlplane/start-dashboard.ts";

const timeout = 150_000;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const runner = join(import.meta.dirname, "../../rc.d/bin/action-runner");
/** Set it to a folder to keep pictures of every page, for people to look at. */
const pictures = process.env.CLAWDIE_TEST_PICTURES;

let database: TestDatabase;
let dashboard: TestDashboard;
let browser: Browser;
const ends: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  const onEnd = (end: () => void | Promise<void>) => void ends.push(end);
  database = await startDatabase(onEnd);
  await prepareOperator(database);
  dashboard = await startDashboard(database, { onEnd });
  await vi.waitUntil(() => dashboard.log().includes("listens on port"), { timeout: 60_000, interval: 200 });
  // The container a test runs in is Chromium's sandbox.
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}, timeout);
afterAll(async () => {
  await browser?.close();
  for (const end of ends.reverse()) await end();
}, timeout);

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  await database.pool.query("DELETE FROM sign_in_attempt");
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

async function signIn(page: Page, password: string = operator.password): Promise<void> {
  await page.goto(`${dashboard.url}/`);
  await page.getByLabel("Email").fill(operator.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Violations that keep somebody from using the page. */
async function findBarriers(page: Page): Promise<string[]> {
  // As the page's content security policy forbids foreign scripts, through the debugger.
  await page.evaluate(axe);
  const found = (await page.evaluate("axe.run(document)")) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const bundleContent = "what helps to find a fault";

/** The real action runner, with the commands of the box replaced by ones that only write down that they ran. */
function startActionRunner(folder: string): () => string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["rc-service", "clawdie", "chgrp"]) {
    // The bundle is the one command with a result: what it is asked to write.
    const bundle = `[ "$1" != support-bundle ] || echo "${bundleContent}" >"$3"`;
    const line = name === "chgrp" ? "exit 0" : `echo "${name} $*" >>${join(folder, "ran")}\n${bundle}`;
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  execFileSync("mkfifo", [join(folder, "requests")]);
  const child = spawn("/bin/sh", [runner, folder], {
    stdio: "ignore",
    env: { PATH: `${bin}:${process.env.PATH}` },
  });
  ends.push(() => void child.kill("SIGKILL"));
  writeFileSync(join(folder, "ran"), "");
  return () => readFileSync(join(folder, "ran"), "utf8");
}

test("a wrong password is said, the right one shows the box, and signing out ends it", {
  timeout,
}, async () => {
  const page = await openPage();
  await signIn(page, "not the right sentence");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toBe("Email or password is not right.");
  await keepPicture(page, "sign-in-wrong");
  expect(await page.getByLabel("Email").inputValue()).toBe(operator.email);
  await page.getByLabel("Password").fill(operator.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Services" }).waitFor();
  expect(await page.getByRole("cell", { name: "answers" }).count()).toBe(0);
  await keepPicture(page, "overview");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto(`${dashboard.url}/account`);
  expect(page.url()).toBe(`${dashboard.url}/sign-in`);
});

test("a runtime that died shows without a reload", { timeout }, async () => {
  const page = await openPage();
  await signIn(page);
  await page.getByText("Live: changes show by themselves.").waitFor();
  await page.evaluate("window.untouched = true");
  dashboard.runtime.answers.readyz = {
    body: { ready: false, failing: ["telegram"], suppressed: [] },
    status: 503,
  };
  await page.locator("#assistant .badge.failed").waitFor();
  expect(await page.locator("#headline").textContent()).toContain("cannot be used right now");
  dashboard.runtime.answers.readyz = { body: { ready: true, failing: [], suppressed: [] } };
  await page.locator("#assistant .badge.ok").waitFor();
  expect(await page.evaluate("window.untouched")).toBe(true);
});

test("an action asks first, is run by the runner and its end shows", { timeout }, async () => {
  const ran = startActionRunner(dashboard.actionsFolder);
  const page = await openPage();
  await signIn(page);
  await page.getByRole("link", { name: "Restart the assistant" }).click();
  await page.getByText("rc-service clawdie-runtime restart").waitFor();
  await keepPicture(page, "action");
  expect(ran()).toBe("");
  await page.getByRole("button", { name: "Restart the assistant" }).click();
  await page.locator("#events").getByText("Restart the assistant: done").waitFor();
  expect(ran()).toBe("rc-service clawdie-runtime restart\n");

  await page.getByRole("link", { name: "Make a support bundle" }).click();
  await page.getByRole("button", { name: "Make a support bundle" }).click();
  const link = page.getByRole("link", { name: "Download the support bundle" });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+-support\.tar\.gz$/i);
  expect(readFileSync(await download.path(), "utf8")).toBe(`${bundleContent}\n`);
  await page.context().clearCookies();
  await page.goto(`${dashboard.url}/support-bundle`);
  expect(page.url()).toBe(`${dashboard.url}/sign-in`);
});

test("what the overview weighs", { timeout }, async () => {
  const page = await openPage();
  await signIn(page);
  await page.getByText("Live: changes show by themselves.").waitFor();
  const weigh = `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(({ name }) => !name.endsWith("/events"))
    .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)`;
  const bytes = Number(await page.evaluate(weigh));
  console.log(`overview: ${Math.round(bytes / 1024)} KB with style, script and icon`);
  expect(bytes).toBeGreaterThan(10_000);
  // Each live update is at most the sections once more.
  const sections = Number(await page.evaluate("document.getElementById('main').innerHTML.length"));
  expect(bytes + sections).toBeLessThan(150 * 1024);
});

test("a page of another site cannot act with the operator's cookie", { timeout }, async () => {
  const page = await openPage();
  await signIn(page);
  await page.getByRole("heading", { name: "Services" }).waitFor();
  const before = await database.pool.query("SELECT count(*) FROM event WHERE kind = 'action'");
  const action = `${dashboard.url}/actions/take-snapshot`;
  await page.goto(`data:text/html,<form method=post action="${action}"><button>x</button></form>`);
  const [answer] = await Promise.all([page.waitForResponse(action), page.getByRole("button").click()]);
  expect(answer.status()).toBe(403);
  const after = await database.pool.query("SELECT count(*) FROM event WHERE kind = 'action'");
  expect(after.rows).toEqual(before.rows);
});

test("pages read without JavaScript, and nobody is kept out by how they use them", { timeout }, async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      const page = await openPage({ colorScheme, viewport: { width, height: 800 } });
      await signIn(page);
      await page.getByRole("heading", { name: "Services" }).waitFor();
      for (const path of ["/", "/account", "/actions/take-snapshot"]) {
        await page.goto(dashboard.url + path);
        await keepPicture(page, `${colorScheme}-${width}${path.replaceAll("/", "-")}`);
        expect(await findBarriers(page), `${colorScheme} ${width} ${path}`).toEqual([]);
        const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await page.evaluate(overflow), `${width} ${path}`).toBe(0);
      }
      await page.context().close();
    }
  }
  const plain = await openPage({ javaScriptEnabled: false });
  await signIn(plain);
  await plain.getByRole("heading", { name: "Storage" }).waitFor();
});
