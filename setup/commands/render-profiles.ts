import type { ProfileToday } from "../settings/describe-profiles.ts";
import { modelRoles } from "../settings/resolve-models.ts";
import { createPaint, type Paint } from "./paint.ts";
import type { ProfileReport } from "./profile.ts";
import { wrapText } from "./wrap-text.ts";

const width = 80;
const modelColumns = 32;

/** What `clawdie profile` prints for people. Pure. */
export function renderProfiles(report: ProfileReport, color: boolean): string {
  const paint = createPaint(color);
  const { box, file, today } = report;
  const blocks = [
    ...(box === null ? [] : [renderBox(box, paint)]),
    ...(file === null ? [] : [renderToday("this file", file, paint)]),
    ...Object.entries(today).map(([name, roles]) => renderToday(name, roles, paint)),
    renderSource(report, paint),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderBox({ profile, roles }: NonNullable<ProfileReport["box"]>, paint: Paint): string {
  const rows = modelRoles.map((role) => renderRow(role, roles[role].model, roles[role].why, paint));
  return [paint(`this box (${profile})`, "strong"), ...rows].join("\n");
}

function renderToday(name: string, roles: ProfileToday, paint: Paint): string {
  const rows = modelRoles.map((role) => renderRow(role, roles[role].model ?? "none", roles[role].why, paint));
  return [paint(name, "strong"), ...rows].join("\n");
}

/** The reason beside the model, or below it when there is no room. */
function renderRow(role: string, model: string, why: string, paint: Paint): string {
  const head = `  ${role.padEnd(12)}${model.padEnd(modelColumns)}`;
  const note = paint(why, "quiet");
  return head.trimEnd().length <= 14 + modelColumns && head.length + why.length <= width
    ? `${head}${note}`
    : `${head.trimEnd()}\n${" ".repeat(16)}${note}`;
}

/** Whether anybody was asked, and who: what was not checked is never called served. */
function renderSource({ served }: ProfileReport, paint: Paint): string {
  if (served === null) {
    const text = "Not checked: which of these models are served today. To ask now: clawdie profile --online";
    return paint(wrapText(text, "", width), "quiet");
  }
  const { source, message, baseUrl, known } = served;
  const list = source === "key" ? "for this key" : "for everybody, without a key";
  const text = known
    ? `Checked against the list of ${baseUrl} ${list}.`
    : `Not checked: which of these models are served today. ${message}`;
  return wrapText(text, "", width);
}
