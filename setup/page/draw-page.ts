import { drawCheckPanel } from "./check-panel.ts";
import { element } from "./element.ts";
import { drawFormPanel } from "./form-panel.ts";
import type { Page, PageState } from "./page.ts";

/** The whole page, made anew from the state; after a change of language or view. */
export function drawPage(page: Page, root: HTMLElement): void {
  const { texts } = page.state;
  document.documentElement.lang = texts.language;
  document.title = `${texts.page.title} · Clawdie`;
  const focused = document.activeElement?.id ?? "";
  root.replaceChildren(drawHeader(page), drawMain(page));
  if (focused !== "") document.getElementById(focused)?.focus();
}

function drawHeader(page: Page): HTMLElement {
  const { page: texts, language } = page.state.texts;
  const switches = page.catalogues.map((catalogue) =>
    element(
      "button",
      {
        id: `language-${catalogue.language}`,
        type: "button",
        lang: catalogue.language,
        "aria-pressed": String(catalogue.language === language),
        click: () => {
          page.state.texts = catalogue;
          page.draw();
        },
      },
      catalogue.languageName,
    ),
  );
  return element(
    "header",
    { class: "top" },
    element(
      "div",
      { class: "bar" },
      element("p", { class: "brand" }, "Clawdie"),
      element("div", { class: "languages", role: "group", "aria-label": texts.languages }, ...switches),
    ),
    element("h1", {}, texts.title),
    element("p", { class: "lead" }, texts.lead),
    element("p", { class: "offline" }, texts.offline),
  );
}

function drawMain(page: Page): HTMLElement {
  const { state } = page;
  const { page: texts } = state.texts;
  const tabs = [drawTab(page, "check", texts.check.tab), drawTab(page, "form", texts.form.tab)];
  return element(
    "main",
    {},
    element("div", { class: "tabs", role: "tablist", "aria-label": texts.ways }, ...tabs),
    drawPanel("check", state, drawCheckPanel(page)),
    drawPanel("form", state, drawFormPanel(page)),
    element(
      "p",
      { class: "foot" },
      element("a", { href: `START-HERE.html#${state.texts.language}` }, texts.toStart),
    ),
  );
}

function drawTab(page: Page, view: PageState["view"], label: string): HTMLElement {
  const chosen = page.state.view === view;
  return element(
    "button",
    {
      ...{ id: `tab-${view}`, type: "button", role: "tab" },
      ...{ "aria-selected": String(chosen), "aria-controls": `panel-${view}`, tabindex: chosen ? 0 : -1 },
      click: () => openView(page, view),
      keydown: (event) => {
        if (!(event instanceof KeyboardEvent) || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
        event.preventDefault();
        openView(page, view === "check" ? "form" : "check");
      },
    },
    label,
  );
}

/** Two tabs: an arrow key or a click leads to the other one. */
function openView(page: Page, view: PageState["view"]): void {
  page.state.view = view;
  page.draw();
  document.getElementById(`tab-${view}`)?.focus();
}

function drawPanel(view: PageState["view"], state: PageState, content: HTMLElement): HTMLElement {
  return element(
    "div",
    {
      ...{ id: `panel-${view}`, role: "tabpanel", "aria-labelledby": `tab-${view}` },
      hidden: state.view !== view,
    },
    content,
  );
}
