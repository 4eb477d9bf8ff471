import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeText } from "../page/pictures/picture.ts";
import { renderGuide } from "../page/render-guide.ts";
import { buildEnglish } from "../page/texts/english.ts";
import { buildSlovenian } from "../page/texts/slovenian.ts";
import { bundlePageScript, bundleStyles } from "./bundle-page.ts";
import { renderHtml } from "./render-html.ts";

/** In this order: later sheets adapt earlier ones. */
const checkPageStyles = [
  "base.css",
  "page-frame.css",
  "file-entry.css",
  "findings.css",
  "form.css",
  "adapted.css",
];

export type PageName = "CHECK-MY-SETUP.html" | "START-HERE.html";

/** The pages beside setup.txt on the stick: file name → content. The same sources give the same bytes. */
export async function buildPages(): Promise<Readonly<Record<PageName, string>>> {
  return { "CHECK-MY-SETUP.html": await buildCheckPage(), "START-HERE.html": await buildGuide() };
}

/** Writes the pages into a folder. @returns Their names. */
export async function writePages(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const pages = Object.entries(await buildPages());
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
  return pages.map(([name]) => name);
}

async function buildCheckPage(): Promise<string> {
  const { page, language } = buildEnglish();
  return renderHtml({
    language,
    title: `${page.title} · Clawdie`,
    style: await bundleStyles(checkPageStyles),
    script: await bundlePageScript(),
    // Stays when scripts are off or the browser does not understand this one.
    body: `<div id="page"><p>${escapeText(page.tooOld)}</p></div>`,
  });
}

async function buildGuide(): Promise<string> {
  const english = buildEnglish();
  return renderHtml({
    language: english.language,
    title: `${english.guide.title} · Clawdie`,
    style: await bundleStyles(["base.css", "guide.css"]),
    body: renderGuide([english, buildSlovenian()]),
  });
}
