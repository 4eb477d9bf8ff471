import { z } from "zod";
import { SetupSchema } from "../config/schema.ts";
import { renderAdoptReference } from "./render-adopt-reference.ts";
import { renderAuditReference } from "./render-audit-reference.ts";
import { renderIssueReference } from "./render-issue-reference.ts";
import { renderKeyReference } from "./render-key-reference.ts";
import { renderOnlineReference } from "./render-online-reference.ts";
import { renderSetupTemplate } from "./render-setup-template.ts";

/** Path from the top of the repository → what the file must hold. */
export function listGeneratedFiles(): Readonly<Record<string, string>> {
  return {
    "docs/reference/setup.txt": renderSetupTemplate(),
    "docs/reference/setup-txt.md": renderKeyReference(),
    "docs/reference/setup-schema.json": renderJsonSchema(),
    "docs/reference/adopt.md": renderAdoptReference(),
    "docs/reference/audit.md": renderAuditReference(),
    "docs/reference/issues.md": renderIssueReference(),
    "docs/reference/online-checks.md": renderOnlineReference(),
  };
}

/** The keys as JSON Schema of the text values, for editors and other programs. */
function renderJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(SetupSchema.partial(), { io: "input" }), null, 2)}\n`;
}
