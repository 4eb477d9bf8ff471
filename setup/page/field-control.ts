import type { KeyKind } from "../config/key-meta.ts";
import { keyMeta, type SetupKey } from "../config/schema.ts";
import { fillIn } from "../issues/fill-in.ts";
import { type Attributes, element } from "./element.ts";
import { formValue } from "./form-state.ts";
import type { Page } from "./page.ts";

export interface FieldControl {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
}

/** Which keys a phone's keyboard shows. */
const inputModes: Partial<Record<KeyKind, string>> = {
  number: "numeric",
  amount: "decimal",
  email: "email",
  "web address": "url",
};

/** Nothing of a value may leave the page: no spell checker, no password manager, no list of earlier values. */
const discreet: Attributes = {
  ...{ autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false" },
  ...{ "data-1p-ignore": true, "data-lpignore": "true", translate: "no" },
};

/** The field itself: a list for choices, a masked line with a button for secrets, a plain line for the rest. */
export function drawControl(page: Page, key: SetupKey, id: string, changed: () => void): FieldControl {
  const { choices, kind, secret, tier } = keyMeta(key);
  const attributes: Attributes = {
    ...{ id, "aria-describedby": `${id}-help ${id}-blank ${id}-issues` },
    "aria-required": tier === "required" ? "true" : null,
  };
  if (choices !== undefined) return drawChoice(page, key, choices, attributes, changed);
  const input = element("input", {
    ...attributes,
    ...discreet,
    type: secret ? "password" : "text",
    inputmode: inputModes[kind] ?? null,
    input: () => store(page, key, input.value, changed),
  });
  input.value = formValue(page, key);
  return { node: secret ? addReveal(page, key, input) : input, input };
}

function store(page: Page, key: SetupKey, value: string, changed: () => void): void {
  page.state.values.set(key, value);
  changed();
}

function drawChoice(
  page: Page,
  key: SetupKey,
  choices: readonly string[],
  attributes: Attributes,
  changed: () => void,
): FieldControl {
  const value = formValue(page, key);
  // A wrong value from a file stays to be seen until another one is chosen.
  const all = ["", ...choices, ...(value === "" || choices.includes(value) ? [] : [value])];
  const options = all.map((choice) =>
    element(
      "option",
      { value: choice, selected: choice === value },
      choice === "" ? page.state.texts.page.form.choose : choice,
    ),
  );
  const input = element(
    "select",
    { ...attributes, change: () => store(page, key, input.value, changed) },
    ...options,
  );
  return { node: input, input };
}

function addReveal(page: Page, key: SetupKey, input: HTMLInputElement): HTMLElement {
  const { form } = page.state.texts.page;
  const label = page.state.texts.keys[key]?.label ?? key;
  const button = element("button", { type: "button", class: "button small", click: () => turn() });
  const name = () => {
    const hidden = input.type === "password";
    button.textContent = hidden ? form.show : form.hide;
    button.setAttribute("aria-label", fillIn(hidden ? form.showOf : form.hideOf, { label }));
  };
  const turn = () => {
    input.type = input.type === "password" ? "text" : "password";
    name();
  };
  name();
  return element("div", { class: "with-button" }, input, button);
}
