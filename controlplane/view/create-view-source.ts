import type { DashboardView } from "./dashboard-view.ts";

/** Gathers at most once at a time and at most every `freshMs`, however many browsers look. */
export function createViewSource(
  gather: () => Promise<DashboardView>,
  freshMs: number,
  now: () => number,
): () => Promise<DashboardView> {
  let running: Promise<DashboardView> | null = null;
  let last: { at: number; view: DashboardView } | null = null;
  const run = async () => {
    try {
      const view = await gather();
      last = { at: now(), view };
      return view;
    } finally {
      running = null;
    }
  };
  return () => {
    if (last !== null && now() - last.at < freshMs) return Promise.resolve(last.view);
    running ??= run();
    return running;
  };
}
