import { applyCure } from "../audit/audit-check.ts";
import type { AuditFinding, AuditReport } from "../audit/judge-audit.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Problem, Status } from "../status/status.ts";
import type { Diagnosis, Fix } from "./diagnosis.ts";

const { services, setupFile, seedHash } = boxLayout;

/** Status first, then what the audit found. @param bootId of this start: tells an interrupted maintenance. Pure. */
export function buildDiagnoses(status: Status, audit: AuditReport | null, bootId: string): Diagnosis[] {
  return [
    ...diagnoseMaintenance(status, bootId),
    ...status.problems.map((problem) => diagnoseProblem(problem, status)),
    ...(audit?.findings ?? []).filter(({ outcome }) => outcome !== "pass").map(diagnoseFinding),
  ];
}

/** Each fix once: permissions, then what was stopped, then restarts, and apply last, which checks everything. Pure. */
export function listFixes(diagnoses: readonly Diagnosis[]): Fix[] {
  const order: readonly Fix["kind"][] = ["set-permissions", "start-stopped", "restart-service", "apply"];
  const all = diagnoses.flatMap(({ fix }) => (fix === null ? [] : [fix]));
  const texts = all.map((fix) => JSON.stringify(fix));
  const unique = all.filter((_fix, at) => texts.indexOf(JSON.stringify(all[at])) === at);
  return unique.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function diagnoseMaintenance({ maintenance, services: seen }: Status, bootId: string): Diagnosis[] {
  if (maintenance === null || maintenance.state === "ok" || maintenance.bootId !== bootId) return [];
  const stopped = maintenance.services.filter((name) => {
    const found = seen.find((service) => service.name === name);
    return found?.state === "stopped" || found?.state === "failed";
  });
  if (stopped.length === 0) return [];
  return [
    {
      ...{ source: "status", severity: "failed" },
      problem: `The last ${maintenance.kind} ended and left services stopped.`,
      evidence: stopped.map((name) => `${name} is stopped`),
      cure: "Start them again, or run the maintenance once more.",
      fix: { kind: "start-stopped", services: stopped },
    },
  ];
}

function diagnoseProblem({ severity, message, cure }: Problem, status: Status): Diagnosis {
  return {
    source: "status",
    severity,
    problem: message,
    evidence: [],
    cure,
    fix: findStatusFix(message, status),
  };
}

/** Restarting is a cure only for what is down; what is up and not ready has another reason. */
function findStatusFix(message: string, status: Status): Fix | null {
  if (status.runtimeHeld !== null && /held/.test(message)) return { kind: "apply" };
  if (status.database.ready === false && /database/i.test(message)) {
    return { kind: "restart-service", service: services.database };
  }
  const named = status.services.find(
    ({ name, state }) => (state === "failed" || state === "stopped") && message.includes(`service ${name} `),
  );
  if (named !== undefined) return { kind: "restart-service", service: named.name };
  const runtime = status.services.find(({ name }) => name === services.runtime);
  const isDown =
    status.runtime.readiness === "down" && (runtime?.state === "failed" || runtime?.state === "stopped");
  const isAboutRuntime = isDown && status.problems[0]?.message === message;
  return isAboutRuntime ? { kind: "restart-service", service: services.runtime } : null;
}

const root = { owner: "root", group: "root" };

/** Audit checks whose cure is one file's permissions: path, mode, owner. */
const permissions: Readonly<Record<string, readonly Fix[]>> = {
  "secret-settings": [{ kind: "set-permissions", path: setupFile, mode: 0o600, ...root }],
  "secret-seed-hash": [{ kind: "set-permissions", path: seedHash, mode: 0o600, ...root }],
  "ssh-host-key": [{ kind: "set-permissions", path: "/etc/ssh/ssh_host_ed25519_key", mode: 0o600, ...root }],
  "home-root": [{ kind: "set-permissions", path: "/root", mode: 0o700, ...root }],
};

function diagnoseFinding({ id, proves, outcome, violations, cure }: AuditFinding): Diagnosis {
  const fix = permissions[id]?.[0] ?? (cure.startsWith(applyCure) ? ({ kind: "apply" } as const) : null);
  return {
    source: id,
    severity: outcome === "fail" ? "failed" : "warning",
    problem: `Not true: ${proves}`,
    evidence: [...violations],
    cure,
    fix,
  };
}
