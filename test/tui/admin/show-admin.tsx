import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { onTestFinished, vi } from "vitest";
import { Admin } from "../../../admin-tui/admin.ts";
import { AdminApp } from "../../../admin-tui/admin-app.tsx";
import type { ScreenId } from "../../../admin-tui/screens.ts";
import { plainTheme, type Theme } from "../../../admin-tui/theme.ts";
import { press } from "../press.ts";
import { buildFakeBox, type FakeBox } from "./build-fake-box.ts";

export interface ShowOptions {
  readonly fake?: FakeBox;
  readonly screen?: ScreenId;
  readonly size?: { readonly columns: number; readonly rows: number };
  readonly theme?: Theme;
}

/** The time of the status that the fake box tells. */
export const statusTime = Date.parse("2026-11-21T13:09:00.000Z");

/** The admin screen over a fake box. */
export async function showAdmin(options: ShowOptions = {}) {
  const { fake = buildFakeBox(), screen = "overview", size = { columns: 80, rows: 24 } } = options;
  const redraw = vi.fn();
  const clock = { now: statusTime };
  const retry: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => void retry.push(resolve));
  const admin = new Admin(fake.box, screen, size, { now: () => clock.now, sleep, redraw });
  const app = render(<AdminApp admin={admin} theme={options.theme ?? plainTheme} />);
  onTestFinished(() => {
    if (!admin.state().ended) admin.press({ type: "leave" });
    app.unmount();
  });
  // Ink listens once its effects have run.
  while (app.stdin.listenerCount("readable") === 0) await new Promise((resolve) => setImmediate(resolve));
  const text = () => stripVTControlCharacters(app.lastFrame() ?? "");
  /** Looks again and again, with a limit, until the last frame has these words (or has them no more). */
  const see = async (words: string, there = true): Promise<string> => {
    for (let tries = 0; text().includes(words) !== there; tries += 1) {
      if (tries > 1000) throw new Error(`${there ? "never seen" : "still there"}: ${words}\n${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return text();
  };
  /** Presses keys one after another; an Escape is one only when nothing follows it for 20 ms. */
  const type = async (...inputs: string[]): Promise<string> => {
    for (const input of inputs) {
      app.stdin.write(input);
      await new Promise((resolve) => setTimeout(resolve, input === press.escape ? 60 : 15));
    }
    return text();
  };
  return { ...app, ...fake, admin, redraw, clock, retry, text, see, type };
}
