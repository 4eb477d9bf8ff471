import { needed, type StepHandler, satisfied } from "./handler.ts";

/** The journal of the installation, up to here, kept on the new box. */
export const saveInstallLog: StepHandler<"save-install-log"> = {
  async check(step, host) {
    const journal = await host.at("/").readFile(step.journal);
    const saved = await host.readFile(step.path);
    // The journal grows by this very step: what was saved is its beginning.
    if (journal === null || saved === null || saved.length === 0) return needed("not saved");
    return journal.subarray(0, saved.length).equals(saved) ? satisfied : needed("another journal");
  },
  async apply(step, host) {
    const journal = await host.at("/").readFile(step.journal);
    await host.writeFile(step.path, journal ?? Buffer.from("\n"), { mode: 0o640, group: "adm" });
  },
};
