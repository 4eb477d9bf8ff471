import { readFile } from "node:fs/promises";
import { Facts } from "../../setup/facts/facts.ts";
import { gatherFacts } from "../../setup/facts/gather-facts.ts";
import type { Host } from "../../setup/host/host.ts";
import type { Profiles } from "../../setup/settings/profiles.ts";
import { renderDraft } from "./draft.ts";
import { handOver } from "./hand-over.ts";
import { judgeDraft } from "./judge-draft.ts";
import { saveToStick } from "./save-to-stick.ts";
import type { WizardTools } from "./wizard-state.ts";

/** The wizard's tools on this machine; its disks are read once at the start. @param factsFile replaces reading them. */
export async function createBoxTools(
  machine: Host,
  profiles: Profiles,
  factsFile: string | null,
): Promise<WizardTools> {
  const read = async () =>
    factsFile === null
      ? gatherFacts(machine.at("/"))
      : Facts.parse(JSON.parse(await readFile(factsFile, "utf8")));
  let facts = await read();
  return {
    judge: (draft) => judgeDraft(draft, facts, profiles, machine),
    look: async () => {
      facts = await read();
    },
    save: (draft) => saveToStick(renderDraft(draft), machine.at("/")),
    send: (draft) => handOver(renderDraft(draft), machine),
  };
}
