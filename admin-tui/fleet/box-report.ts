import { z } from "zod";
import { escapeControls } from "../../setup/issues/escape-controls.ts";

const text = z.string().transform(escapeControls);
const Trouble = z.object({ message: text, cure: text });

/**
 * What the overview needs of `clawdie status --json`. Boxes of a fleet have other versions than this program: what one
 * does not tell is null. Their text cannot drive this terminal.
 */
export const BoxReport = z.object({
  schema: z.literal(1),
  version: text,
  state: z.enum(["ok", "warning", "failed"]),
  problems: z.array(Trouble),
  handoff: z.object({ state: z.string() }).nullish().catch(null),
  pool: z.object({ usedPercent: z.number() }).nullish().catch(null),
  alerts: z
    .object({ active: z.array(Trouble) })
    .nullish()
    .catch(null),
});
export type BoxReport = z.infer<typeof BoxReport>;

/** One JSON text of a box; null when it is none. Pure. */
export function parseBoxReport(json: string): BoxReport | null {
  try {
    return BoxReport.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
