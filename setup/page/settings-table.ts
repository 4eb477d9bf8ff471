import type { SettingsSummary } from "../config/describe-settings.ts";
import { parseDocument } from "../config/document.ts";
import { type ListedSetting, listSettings } from "../config/list-settings.ts";
import { keyMeta } from "../config/schema.ts";
import { element } from "./element.ts";
import type { OpenedFile, Page } from "./page.ts";

/** What the box will be: every setting, its value and where that comes from. Secrets stay masked. */
export function drawSettings(page: Page, { bytes }: OpenedFile, summary: SettingsSummary): HTMLElement {
  const { settings: texts } = page.state.texts.page;
  const rows = listSettings(parseDocument(bytes), summary).map((setting) => drawRow(page, setting));
  const heads = [texts.setting, texts.value, texts.origin].map((text) =>
    element("th", { scope: "col" }, text),
  );
  return element(
    "section",
    { class: "settings", "aria-labelledby": "settings-title" },
    element("h3", { id: "settings-title" }, texts.title),
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)),
  );
}

function drawRow(page: Page, { key, origin, value }: ListedSetting): HTMLElement {
  const { settings: texts } = page.state.texts.page;
  const { label, whenBlank } = page.state.texts.keys[key] ??
    page.english.keys[key] ?? { label: key, whenBlank: "" };
  const blank = origin === "box" ? "–" : whenBlank;
  const shown = value === null ? blank : keyMeta(key).secret ? "••••••••" : value;
  return element(
    "tr",
    { class: origin },
    element("th", { scope: "row" }, label),
    element("td", { translate: value === null ? null : "no" }, shown),
    element("td", { class: "origin" }, texts[origin]),
  );
}
