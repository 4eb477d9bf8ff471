import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { auditChecks } from "../../../setup/audit/audit-checks.ts";
import { parseSshd, sshGroups } from "../../../setup/audit/checks/ssh-checks.ts";
import { judgeAudit } from "../../../setup/audit/judge-audit.ts";
import { shippedServices } from "../../../setup/audit/shipped-services.ts";
import { renderSshdConfig } from "../../../setup/config-files/render-sshd-config.ts";
import { buildBox, buildEvidence, type Seen } from "./build-evidence.ts";
import { violations } from "./violations.ts";

const box = buildBox();

function notPassed(seen: Seen, expected = box): string[] {
  const report = judgeAudit(auditChecks, seen, expected, "0.1.0");
  return report.findings.filter(({ outcome }) => outcome !== "pass").map(({ id }) => id);
}

/** Noticed by two checks on purpose, or only together with another setting. */
const besides: Readonly<Record<string, readonly string[]>> = {
  "listen-loopback": ["listen-tcp"],
  "account-root": ["account-locked"],
};

describe("audit", () => {
  test("a fresh box passes every check", () => {
    const report = judgeAudit(auditChecks, buildEvidence(), box, "0.1.0");
    expect(report.findings.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(report.checks).toBeGreaterThanOrEqual(48);
    expect(report).toMatchObject({ passed: report.checks, failed: 0 });
  });

  test.each(Object.entries(violations))(
    "%s notices its violation, and no other check does",
    (id, violate) => {
      const seen = buildEvidence();
      violate(seen);
      expect(notPassed(seen).sort()).toEqual([id, ...(besides[id] ?? [])].sort());
    },
  );

  test("ssh-running notices SSH without a key, and a key without SSH", () => {
    expect(notPassed(buildEvidence(), { ...box, ssh: false })).toEqual(["ssh-running"]);
    const seen = buildEvidence();
    seen.outputs.runlevels = seen.outputs.runlevels?.replace("/etc/runlevels/default/ssh", "") ?? "";
    expect(notPassed(seen)).toEqual(["ssh-running", "service-enabled"]);
  });

  test("every check has a violation, and ids are unique", () => {
    const ids = auditChecks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => violations[id] === undefined)).toEqual(["ssh-running"]);
  });

  test("what could not be looked at fails: nothing passes unseen", () => {
    const seen = buildEvidence();
    seen.outputs = Object.fromEntries(Object.keys(seen.outputs).map((name) => [name, null]));
    seen.texts = {};
    seen.rows = {};
    const report = judgeAudit(auditChecks, seen, box, "0.1.0");
    expect(report.failed).toBeGreaterThan(50);
    expect(report.findings.find(({ id }) => id === "listen-tcp")).toMatchObject({
      outcome: "fail",
      evidence: "not seen",
    });
  });

  test("a dashboard that is open may listen", () => {
    const seen = buildEvidence();
    seen.outputs.listeners += "\ntcp LISTEN 0 511 0.0.0.0:8443 0.0.0.0:*";
    expect(notPassed(seen)).toEqual(["listen-tcp"]);
    seen.outputs.firewall =
      seen.outputs.firewall?.replace(
        "flags timeout",
        "flags timeout\n\t\telements = { 8443 timeout 10m expires 9m }",
      ) ?? "";
    expect(notPassed(seen)).toEqual([]);
  });

  test("every setting of sshd that the box writes is checked", () => {
    const written = Object.keys(parseSshd(renderSshdConfig("clawdie", "/etc/clawdie/authorized_keys")));
    expect(
      written.filter(
        (name) =>
          !Object.values(sshGroups)
            .flat()
            .includes(name as never),
      ),
    ).toEqual([]);
  });

  test("the services of the image are those of its list", async () => {
    const list = await readFile("iso/runlevels.txt", "utf8");
    const services = list
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .flatMap((line) => line.split(/\s+/).slice(1));
    expect([...shippedServices].sort()).toEqual(services.sort());
  });
});
