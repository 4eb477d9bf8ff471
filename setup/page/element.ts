/// <reference lib="dom" />

export type Child = Node | string | null;

type Listener = (event: Event) => void;

/** Attributes as in HTML: true sets an empty one, false and null leave it out, functions listen to the event of that name. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | Listener>>;

/** An HTML element. Text is always text: nothing of a file can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
