import { adoptRequest } from "../plan/box-layout.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { boxMenuPath, renderBoxMenu } from "./render-box-menu.ts";
import { verifyDisk } from "./verify-disk.ts";
import { withEsp } from "./with-esp.ts";

/** One small file is replaced: before it the old system starts, after it the new one. */
export const switchBoot: StepHandler<"switch-boot"> = {
  async check(step, host) {
    await verifyDisk(step.disk, host.at("/"));
    return withEsp(step.disk, host, "ro", async (esp) =>
      neededIf(
        (await esp.stat(adoptRequest)) === null ? null : "the stick is still asked for",
        String(await esp.readFile(boxMenuPath)) === renderBoxMenu(step, step.poolGuid)
          ? null
          : "the menu starts another system",
      ),
    );
  },
  async apply(step, host) {
    await withEsp(step.disk, host, "rw", async (esp) => {
      // First: cut short here, the old system starts and asks for the stick again.
      await esp.remove(adoptRequest);
      await host.at("/").run("sync", ["--file-system", esp.root]);
      await esp.writeFile(boxMenuPath, renderBoxMenu(step, step.poolGuid), { mode: 0o600 });
    });
  },
};
