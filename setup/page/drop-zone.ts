import { element } from "./element.ts";
import type { OpenedFile, Page } from "./page.ts";

/** Where a file is dropped, chosen or pasted. Bytes of files are kept as they are, so that encodings are judged too. */
export function drawDropZone(page: Page, open: (file: OpenedFile) => void): HTMLElement {
  const { check: texts } = page.state.texts.page;
  const trouble = element("p", { class: "trouble", role: "alert" });
  const take = async (files: FileList | null) => {
    trouble.textContent = "";
    const [file, ...others] = files ?? [];
    if (file === undefined) return;
    if (others.length > 0) {
      trouble.textContent = texts.tooMany;
      return;
    }
    try {
      open({ bytes: await readStart(file), name: file.name });
    } catch {
      trouble.textContent = texts.unreadable;
    }
  };
  const input = element("input", { type: "file", id: "choose-file", class: "quiet-input" });
  input.addEventListener("change", async () => {
    await take(input.files);
    // The same file may be chosen again once it is corrected.
    input.value = "";
  });
  const zone = element(
    "section",
    { class: "drop", "aria-label": texts.tab },
    element("p", { class: "drop-title" }, texts.drop),
    element("p", { class: "drop-or" }, texts.or),
    input,
    element("label", { class: "button primary", for: "choose-file" }, texts.choose),
    trouble,
  );
  listenForDrops(zone, take);
  return element("div", {}, zone, drawPaste(page, open));
}

/** One byte more than the limit is enough to see that a file is too large. */
async function readStart(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, 64 * 1024 + 1).arrayBuffer());
}

/** Files dropped beside the zone are taken too: otherwise the browser would open them instead of the page. */
function listenForDrops(zone: HTMLElement, take: (files: FileList | null) => void): void {
  const mark = (over: boolean) => zone.classList.toggle("over", over);
  document.ondragover = (event) => {
    event.preventDefault();
    mark(true);
  };
  document.ondragleave = (event) => {
    if (event.relatedTarget === null) mark(false);
  };
  document.ondrop = (event) => {
    event.preventDefault();
    mark(false);
    take(event.dataTransfer?.files ?? null);
  };
}

function drawPaste(page: Page, open: (file: OpenedFile) => void): HTMLElement {
  const { check: texts } = page.state.texts.page;
  const area = element("textarea", {
    ...{ id: "paste", rows: 8, spellcheck: "false", autocomplete: "off", autocapitalize: "off" },
    ...{ translate: "no", wrap: "off" },
  });
  const button = element(
    "button",
    {
      ...{ type: "button", class: "button" },
      click: () => open({ bytes: new TextEncoder().encode(area.value), name: null }),
    },
    texts.pasteButton,
  );
  return element(
    "details",
    { class: "paste" },
    element("summary", {}, texts.pasteTitle),
    element("label", { for: "paste" }, texts.pasteLabel),
    area,
    button,
  );
}
