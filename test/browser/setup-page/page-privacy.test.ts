import { expect, test } from "vitest";
import { buildPages } from "../../../setup/generate/build-pages.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { chooseFile } from "./hand-over.ts";
import { openPages } from "./open-pages.ts";

const open = openPages();
const limitBytes = 400_000;

test("checking, filling in and saving asks for no address and leaves nothing behind", async () => {
  const { page, requests, complaints } = await open();
  await chooseFile(page, buildSetupText());
  await page.getByRole("button", { name: "Show secrets" }).click();
  await page.getByRole("button", { name: "Go on in the form" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save setup.txt" }).click();
  await downloading;
  expect(requests.filter((address) => !address.startsWith("blob:"))).toEqual([]);
  expect(complaints).toEqual([]);
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookie: document.cookie,
    history: JSON.stringify(history.state),
    address: location.href,
  }));
  expect(left).toMatchObject({ local: 0, session: 0, databases: 0, cookie: "", history: "null" });
  for (const secret of [canaries.openRouterKey, canaries.telegramToken]) {
    expect(left.address).not.toContain(secret);
  }
});

test("the page may not talk to anyone, even if a script tried", async () => {
  const { page } = await open();
  const tried = await page.evaluate(async () => {
    const refused: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      refused.push(effectiveDirective);
    });
    await fetch("http://127.0.0.1:9/").catch(() => null);
    const image = new Image();
    image.src = "http://127.0.0.1:9/x.png";
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.body.append(image, script);
    await new Promise((done) => setTimeout(done, 100));
    return { refused, title: document.title };
  });
  expect(tried.refused.toSorted()).toEqual(["connect-src", "img-src", "script-src-elem"]);
  expect(tried.title).not.toBe("taken over");
});

test("both pages fit the stick and name no address they would load from", async () => {
  const pages = await buildPages();
  expect(Object.keys(pages)).toEqual(["CHECK-MY-SETUP.html", "START-HERE.html"]);
  for (const text of Object.values(pages)) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limitBytes);
    expect(/<(script|link|img|iframe)[^>]+(src|href)=/.test(text)).toBe(false);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "url(";
    expect(/url\(|@import/.test(style)).toBe(false);
  }
});

test("the same sources give the same bytes", async () => {
  const [first, second] = [await buildPages(), await buildPages()];
  expect(JSON.stringify(first) === JSON.stringify(second)).toBe(true);
});
