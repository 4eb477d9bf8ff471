import type { Page } from "playwright-core";

/** Chooses a file with the button of the page. */
export async function chooseFile(
  page: Page,
  content: string | Uint8Array,
  name = "setup.txt",
): Promise<void> {
  await page.setInputFiles("#choose-file", { name, mimeType: "text/plain", buffer: Buffer.from(content) });
  await page.waitForFunction(() => document.activeElement?.id === "headline");
}

/** Drops files onto the middle of the page, as a hand with a mouse does. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
): Promise<void> {
  const plain = files.map(({ name, content }) => ({ name, content: [...content] }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, content } of given) transfer.items.add(new File([new Uint8Array(content)], name));
    return transfer;
  }, plain);
  await page.dispatchEvent(".drop", "dragover", { dataTransfer });
  await page.dispatchEvent(".drop", "drop", { dataTransfer });
}

/** Presses Tab until the element of this id has the focus; as many times as a long form needs. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let press = 0; press < 150; press++) {
    const focused = await page.evaluate(() => document.activeElement?.id ?? "");
    if (focused === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${id}`);
}
