import { drawDropZone } from "./drop-zone.ts";
import { element } from "./element.ts";
import { drawFindings } from "./findings.ts";
import type { OpenedFile, Page } from "./page.ts";
import { drawVerdict } from "./verdict.ts";

/** The view that looks through a file: where to put it, what would happen, and every line with its problems. */
export function drawCheckPanel(page: Page): HTMLElement {
  // The region stays while its content changes, so that screen readers announce the headline.
  const verdict = element("div", { id: "verdict", "aria-live": "polite" });
  const findings = element("div", { id: "findings" });
  const zone = drawDropZone(page, (file) => open(file));
  const panel = element("div", { class: "check" }, zone, verdict, findings);
  const show = () => {
    panel.classList.toggle("opened", page.state.opened !== null);
    showResult(page, verdict, findings, show);
  };
  const open = (file: OpenedFile) => {
    page.state.opened = file;
    show();
    document.getElementById("headline")?.focus();
  };
  show();
  return panel;
}

function showResult(page: Page, verdict: HTMLElement, findings: HTMLElement, redraw: () => void): void {
  const { opened } = page.state;
  if (opened === null) return;
  const result = page.judge(opened.bytes, opened.name);
  verdict.replaceChildren(drawVerdict(page, opened, result));
  findings.replaceChildren(...drawFindings(page, opened, result, redraw));
}
