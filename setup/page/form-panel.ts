import type { SetupKey } from "../config/schema.ts";
import { element } from "./element.ts";
import { drawField, type FormField } from "./form-field.ts";
import { listLongGroups, shortKeys } from "./form-keys.ts";
import { drawPreview } from "./form-preview.ts";
import { drawSaving } from "./form-saving.ts";
import { judgeForm } from "./form-state.ts";
import type { Page } from "./page.ts";

/** The view that writes a setup.txt: four fields, or all of them, judged while they are filled in. */
export function drawFormPanel(page: Page): HTMLElement {
  const { state } = page;
  const preview = drawPreview(page);
  const fields: FormField[] = [];
  const update = () => {
    const { result } = judgeForm(page);
    for (const { key, showIssues } of fields) {
      showIssues(state.touched.has(key) ? result.issues.filter((issue) => issue.key === key) : []);
    }
    preview.update();
    saving.update(result);
  };
  const draw = (key: SetupKey) => {
    const field = drawField(page, key, {
      changed: update,
      left: () => {
        state.touched.add(key);
        update();
      },
    });
    fields.push(field);
    return field.node;
  };
  const short = element("div", { class: "card" }, ...shortKeys.map(draw));
  const long = drawLong(page, draw);
  const saving = drawSaving(page, { update: () => update(), openAll: long.open });
  update();
  return element(
    "form",
    { class: "form", novalidate: true, autocomplete: "off", submit: saving.submit },
    element("div", { class: "form-intro" }, ...drawIntro(page)),
    element("div", { class: "form-fields" }, short, long.button, long.node, saving.node),
    preview.node,
  );
}

function drawIntro(page: Page): HTMLElement[] {
  const { form } = page.state.texts.page;
  const title = element("h2", { id: "form-title", tabindex: -1 }, form.tab);
  const kept = page.state.fromFile ? [element("p", { class: "note" }, form.kept)] : [];
  return [title, element("p", {}, form.lead), ...kept];
}

/** Everything beyond the four fields, closed until asked for. */
function drawLong(page: Page, draw: (key: SetupKey) => HTMLElement) {
  const { page: texts, groups } = page.state.texts;
  const sets = listLongGroups().map(({ group, keys }) =>
    element("fieldset", { class: "card" }, element("legend", {}, groups[group]), ...keys.map(draw)),
  );
  const node = element("div", { id: "all-settings" }, ...sets);
  const button = element("button", {
    ...{ id: "show-all", type: "button", class: "button", "aria-controls": "all-settings" },
    click: () => show(!page.state.showAll),
  });
  const show = (all: boolean) => {
    page.state.showAll = all;
    node.hidden = !all;
    button.setAttribute("aria-expanded", String(all));
    button.textContent = all ? texts.form.less : texts.form.more;
  };
  show(page.state.showAll);
  return { node, button, open: () => show(true) };
}
