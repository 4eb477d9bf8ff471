import { describeUpkeep } from "../../setup/status/describe-upkeep.ts";
import { wrapText } from "../../setup/status/format-figures.ts";
import type { Status } from "../../setup/status/status.ts";
import { maintenanceActions } from "../actions/maintenance-actions.ts";
import { showCommand } from "../admin-action.ts";
import type { Content } from "../build-content.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";

/** How the last maintenance went, then what can be done, each with its command. Pure. */
export function buildMaintenance(status: Status | null, chosen: string | null, columns: number): Content {
  const top = status === null ? [] : [...buildUpkeep(status, columns), emptyLine];
  const names = Object.keys(maintenanceActions);
  const picked = chosen !== null && names.includes(chosen) ? chosen : names[0];
  const width = Math.max(...Object.values(maintenanceActions).map(({ title }) => title.length));
  const lines = Object.entries(maintenanceActions).map(([name, action]): Line => {
    const text = `${cell(action.title, Math.min(width, columns - 4))}  ${showCommand(action)}`;
    return {
      text: text.slice(0, columns - 2),
      tone: "text",
      selected: name === picked,
      bold: name === picked,
    };
  });
  const effect = maintenanceActions[picked ?? ""]?.effect ?? "";
  return {
    lines: [
      ...top,
      ...lines,
      emptyLine,
      ...wrapText(effect, columns).map((text): Line => ({ text, tone: "quiet" })),
      { text: "Back to a snapshot: screen 8.", tone: "quiet" },
    ],
    rows: names.map((name, at) => ({ name, line: top.length + at })),
  };
}

const shownFacts: readonly string[] = ["Upkeep", "Snapshots"];

function buildUpkeep(status: Status, columns: number): Line[] {
  const { maintenance } = status;
  const facts = describeUpkeep(status).filter(({ label }) => shownFacts.includes(label));
  const bad = maintenance?.state === "failed" || maintenance?.state === "interrupted";
  return [
    ...facts.flatMap(({ label, text }) =>
      wrapText(text, columns - 11).map(
        (line, at): Line => ({
          text: `${cell(at === 0 ? label : "", 11)}${line}`,
          tone: bad && label === "Upkeep" ? "bad" : "text",
        }),
      ),
    ),
    ...(bad
      ? [maintenance.message ?? "", maintenance.cure].flatMap((text) =>
          wrapText(text, columns - 11).map(
            (line): Line => ({ text: `${" ".repeat(11)}${line}`, tone: "bad" }),
          ),
        )
      : []),
  ];
}
