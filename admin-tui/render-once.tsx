import { renderToString } from "ink";
import { App } from "./app.tsx";
import type { Sources } from "./live-app.tsx";
import type { Theme } from "./theme.ts";
import { firstView, type Screen } from "./view-state.ts";

/** One frame as text, for `--once`: everything is read first, nothing is drawn over. */
export async function renderOnce(
  sources: Sources,
  screen: Screen,
  size: { readonly columns: number; readonly rows: number },
  theme: Theme,
): Promise<string> {
  const [status, journals] = await Promise.all([settle(sources.readStatus), settle(sources.readJournals)]);
  const first = { ...firstView, screen };
  const app = <App status={status} journals={journals} size={size} theme={theme} first={first} />;
  return `${renderToString(app, { columns: size.columns })}\n`;
}

async function settle<T>(read: () => Promise<T>) {
  const refresh = (): void => {};
  try {
    return { value: await read(), error: null, refresh };
  } catch (error) {
    return { value: null, error: error instanceof Error ? error.message : String(error), refresh };
  }
}
