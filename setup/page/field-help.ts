import type { SetupKey } from "../config/schema.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { chatPicture } from "./pictures/chat-picture.ts";
import { keysPicture } from "./pictures/keys-picture.ts";
import type { Catalogue } from "./texts/catalogue.ts";

type HelpKey = keyof Catalogue["page"]["help"];

/** Where the values come from that nobody has at hand, step by step with a picture; null for the other keys. */
export function drawFieldHelp(page: Page, key: SetupKey): HTMLElement | null {
  const { help, form, picture } = page.state.texts.page;
  if (!isHelpKey(key, help)) return null;
  const { title, steps, picture: description } = help[key];
  const holder = element("div", { class: "picture-holder" });
  // Drawings are ours, made of escaped texts; nothing of a file is in them.
  holder.innerHTML = pictures[key](description, picture);
  return element(
    "details",
    { class: "where-from" },
    element("summary", {}, `${form.whereFrom} `, element("span", { class: "unseen" }, title)),
    element(
      "div",
      { class: "guide" },
      element("ol", {}, ...steps.map((step) => element("li", {}, step))),
      holder,
    ),
  );
}

function isHelpKey(key: SetupKey, help: Catalogue["page"]["help"]): key is HelpKey {
  return Object.hasOwn(help, key);
}

type Drawing = (description: string, texts: Catalogue["page"]["picture"]) => string;

const pictures: Readonly<Record<HelpKey, Drawing>> = {
  OPENROUTER_API_KEY: keysPicture,
  TELEGRAM_BOT_TOKEN: (description, { token, start }) =>
    chatPicture(description, {
      name: "BotFather",
      bubbles: [
        { from: "you", lines: ["/newbot"] },
        { from: "them", lines: [token, "1234567890:AAExample…"] },
      ],
      button: start,
    }),
  TELEGRAM_ADMIN_ID: (description, { yourId }) =>
    chatPicture(description, {
      name: "userinfobot",
      bubbles: [
        { from: "you", lines: ["/start"] },
        { from: "them", lines: ["@you", yourId] },
      ],
    }),
};
