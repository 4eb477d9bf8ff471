import { escapeControls } from "../../setup/issues/escape-controls.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import type { Line } from "../line.ts";
import type { LinkState } from "./ssh-link.ts";

/** For so long it is said that the box is back. */
const newsSeconds = 60;

/** One row about the connection of a box's screens: gone since when and why, back since when. Pure. */
export function buildLinkLine(
  title: string,
  { state, since, error }: LinkState,
  wasDown: boolean,
  now: Date,
): Line {
  const clock = since.toTimeString().slice(0, 8);
  if (state === "connecting") return { text: `Connecting to ${title} ...`, tone: "quiet", marked: true };
  if (state === "down") {
    const why = [error?.message ?? "", error instanceof SetupError ? error.hint : ""].join(". ");
    const text = `GONE since ${clock}, trying again: ${escapeControls(why)}`;
    return { text, tone: "bad", marked: true, bold: true };
  }
  const isNews = wasDown && now.getTime() - since.getTime() < newsSeconds * 1000;
  return isNews
    ? { text: `Back since ${clock}: ${title}`, tone: "good", marked: true, bold: true }
    : { text: `Over SSH: ${title}`, tone: "quiet", marked: true };
}
