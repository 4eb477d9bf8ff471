import { renderDiskTable } from "../../setup/settings/render-disk-table.ts";
import type { Line } from "../line.ts";
import { emptyLine } from "../line.ts";
import { isError, type Judgement } from "./judge-draft.ts";

/** The disks of this computer with the codes that erase them, when one of the errors is about disks. Pure. */
export function buildDiskLines({ issues, disks }: Judgement): Line[] {
  if (!issues.some((issue) => isError(issue) && issue.code.startsWith("disk."))) return [];
  const table = renderDiskTable(disks).map((text): Line => ({ text: `  ${text}`, tone: "text" }));
  return [emptyLine, { text: "Disks of this computer", tone: "text", bold: true }, ...table];
}
