import { expect, test } from "vitest";
import { renderMaintenanceEvent } from "../../../setup/commands/render-maintenance.ts";

const step = { id: "verify", title: "Verify that PostgreSQL shut down cleanly", index: 5, total: 6 };

test("every step that ended is a line, also one that found nothing to do", () => {
  const done = { ...step, type: "step-done", skipped: false, seconds: 2.5 } as const;
  expect(renderMaintenanceEvent(done)).toBe("  ok      Verify that PostgreSQL shut down cleanly (2.5 s)\n");
  const seen = { ...done, skipped: true };
  expect(renderMaintenanceEvent(seen)).toBe(
    "  ok      Verify that PostgreSQL shut down cleanly (already so)\n",
  );
});

test("a step that began says nothing yet", () => {
  expect(renderMaintenanceEvent({ ...step, type: "step-started" })).toBe("");
});
