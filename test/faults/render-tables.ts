import type { BootRow } from "./boot-rebuilt-disk.ts";
import { variants } from "./choose-writes.ts";
import type { CutRow } from "./replay-cuts.ts";
import type { ScenarioRow } from "./scenario.ts";

/** Markdown: rebuilt disks by phase and variant. Pure. */
export function renderCutTable(rows: readonly CutRow[]): string {
  const head = [
    "phase",
    "variant",
    "disks",
    "start by themselves",
    "installed anew",
    "stuck",
    "broken rules",
  ];
  const lines = (["install", "firstboot"] as const).flatMap((phase) =>
    variants.map((variant) => {
      const own = rows.filter((row) => row.phase === phase && row.variant === variant);
      const count = (next: CutRow["next"]) => own.filter((row) => row.next === next).length;
      const broken = own.filter((row) => row.broken.length > 0).length;
      return [phase, variant, own.length, count("starts"), count("installs"), count("stuck"), broken];
    }),
  );
  return renderTable(head, lines);
}

/** Markdown: rebuilt disks that were started. Pure. */
export function renderBootTable(rows: readonly BootRow[]): string {
  const head = ["disk", "step", "starts", "seconds", "result"];
  return renderTable(
    head,
    rows.map(({ cut, variant, step, starts, seconds, problem }) => [
      ...[`cut:${cut}:${variant}`, step, starts, seconds],
      problem === null ? "ready" : `FAILED: ${problem}`,
    ]),
  );
}

/** Markdown: what each fault made the box say. Pure. */
export function renderScenarioTable(rows: readonly ScenarioRow[]): string {
  const head = ["row", "fault", "screen", "stick", "Telegram", "writes", "result"];
  return renderTable(
    head,
    rows.map(({ name, fault, screen, stick, telegram, writes, passed, problems }) => [
      ...[name, fault, screen, stick, telegram === "" ? "nothing" : telegram, writes],
      passed ? "passed" : `FAILED: ${problems.join("; ")}`,
    ]),
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}
