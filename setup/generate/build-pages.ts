import { escapeText } from "../page/pictures/picture.ts";
import { buildEnglish } from "../page/texts/english.ts";
import { bundlePageScript, bundleStyles } from "./bundle-page.ts";
import { renderHtml } from "./render-html.ts";

/** The pages beside setup.txt on the stick: file name → content. The same sources give the same bytes. */
export async function buildPages(): Promise<Readonly<Record<string, string>>> {
  return { "CHECK-MY-SETUP.html": await buildCheckPage() };
}

async function buildCheckPage(): Promise<string> {
  const { page, language } = buildEnglish();
  return renderHtml({
    language,
    title: `${page.title} · Clawdie`,
    style: await bundleStyles(["base.css", "check-page.css"]),
    script: await bundlePageScript(),
    // Stays when scripts are off or the browser does not understand this one.
    body: `<div id="page"><p>${escapeText(page.tooOld)}</p></div>`,
  });
}
