import { Secret } from "../issues/secret.ts";
import type { Plan } from "./plan.ts";
import type { Step } from "./step.ts";

const base = ["id", "kind", "title"];

/** The plan for people: one line a step, its arguments below. Secrets are masked, file contents told by their size. */
export function renderPlan(plan: Plan): string {
  const total = plan.steps.length;
  const lines = plan.steps.flatMap((step, at) => [
    `[${at + 1}/${total}] ${step.id}: ${step.title}`,
    ...renderArguments(step),
  ]);
  return [`Plan ${plan.name}: ${total} steps`, ...lines, ""].join("\n");
}

function renderArguments(step: Step): string[] {
  return Object.entries(step)
    .filter(([name]) => !base.includes(name))
    .map(([name, value]) => `    ${name}: ${renderValue(name, value)}`);
}

function renderValue(name: string, value: unknown): string {
  if (value instanceof Secret) return value.toString();
  if (name === "mode" && typeof value === "number") return value.toString(8).padStart(4, "0");
  if (name === "content" && typeof value === "string") return `${Buffer.byteLength(value)} bytes`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The plan as JSON, for `clawdie plan --json`: complete, secrets masked. */
export function renderPlanJson(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
