import { expect, test } from "vitest";
import { emptyAlertRecord } from "../../../setup/alerts/alert-record.ts";
import { renderAlertList } from "../../../setup/alerts/render-alert-list.ts";
import { renderAudit } from "../../../setup/audit/render-audit.ts";
import { renderDiagnoses } from "../../../setup/doctor/render-doctor.ts";
import { renderStatus } from "../../../setup/status/render-status.ts";
import { buildStatus } from "../../build-status.ts";

/** Sets the title, empties the clipboard, turns the line round: as the assistant's account could name a file or a part. */
const evil = "x\u001b]0;evil\u0007\u009b2Jy\u202ez";
const shown = "x\\u001b]0;evil\\u0007\\u009b2Jy\\u202ez";
const at = { at: "2026-11-21T13:00:00.000Z", boot: "b", uptime: 1 };
const found = {
  ...{ id: "files.owner", area: "files", proves: "files are owned by root", outcome: "fail" as const },
  ...{ evidence: evil, violations: [`/var/lib/clawdie/${evil} is of clawdie`], cure: "Remove it." },
};

test.each([
  ["status", renderStatus(buildStatus({ runtime: { readiness: "failing", reasons: [evil] } }), false)],
  ["audit", renderAudit({ ...counts(1), findings: [found] }, false, true)],
  [
    "doctor",
    renderDiagnoses(
      [
        {
          ...{ severity: "failed", problem: `${evil} fails`, source: "status" },
          ...{ evidence: [evil], cure: evil, fix: null },
        },
      ],
      false,
    ),
  ],
  [
    "alerts",
    renderAlertList(
      {
        ...emptyAlertRecord(at),
        active: [
          {
            ...{ cause: "assistant-silent", repeatSeconds: 3600, message: evil, cure: evil },
            ...{ unanswered: false, since: at, told: null, goneSince: null },
          },
        ],
        past: [{ cause: "assistant-silent", message: evil, since: at.at, until: at.at }],
      },
      new Date(at.at),
    ),
  ],
])("what the least trusted account wrote cannot drive the terminal of clawdie %s", (_command, text) => {
  expect(text).toContain(shown);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
});

function counts(failed: number) {
  return { schema: 1, version: "0.1.0", time: at.at, checks: 1, passed: 0, warnings: 0, failed } as const;
}
