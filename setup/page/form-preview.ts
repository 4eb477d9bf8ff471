import { renderSetupLines } from "../generate/render-setup-lines.ts";
import { element } from "./element.ts";
import { maskLine } from "./mask-line.ts";
import type { Page } from "./page.ts";

/** The lines of the file as it would be saved, secrets masked. */
export function drawPreview(page: Page): { node: HTMLElement; update: () => void } {
  const { form } = page.state.texts.page;
  const list = element("ol", { class: "preview-lines", translate: "no" });
  const update = () => {
    list.replaceChildren(...renderSetupLines(page.state.values).map((line) => drawLine(page, line)));
  };
  const node = element(
    "aside",
    { class: "preview", "aria-labelledby": "preview-title" },
    element("h3", { id: "preview-title" }, form.previewTitle),
    list,
    element("p", { class: "note" }, form.previewNote),
  );
  return { node, update };
}

function drawLine(page: Page, line: string): HTMLElement {
  const { lines } = page.state.texts.page;
  const parts = maskLine(line).map(({ text, kind }) =>
    kind === "secret"
      ? element(
          "span",
          { class: "mask" },
          element("span", { "aria-hidden": "true" }, "••••••••"),
          element("span", { class: "unseen" }, lines.hidden),
        )
      : element("span", { class: kind }, text),
  );
  return element("li", {}, element("code", {}, ...parts));
}
