import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import type { StepOf } from "../plan/step.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { verifyDisk } from "./verify-disk.ts";
import { withEsp } from "./with-esp.ts";

type CopyStep = Pick<StepOf<"copy-kernel">, "disk" | "bootEnvironment" | "medium">;

const names = ["vmlinuz", "initrd.img"];

const whenFull =
  "Start the box without the stick: it is as before. If no space is left, remove the kernel of an old system from the boot partition (docs/sysadmin-guide.md, Adopt), then renew again.";

/** Into a folder of their own on the boot partition: what starts the box now stays as it is. */
export const copyKernel: StepHandler<"copy-kernel"> = {
  async check(step, host) {
    const machine = host.at("/");
    await verifyDisk(step.disk, machine);
    return withEsp(step.disk, host, "ro", async (esp) =>
      neededIf(...(await Promise.all(names.map((name) => findDifference(step, name, machine, esp))))),
    );
  },
  async apply(step, host) {
    const machine = host.at("/");
    await withEsp(step.disk, host, "rw", async (esp) => {
      await esp.makeFolder(folderOf(step), { mode: 0o700 });
      for (const name of names) {
        const [from, to] = [`${step.medium}/clawdie/live/${name}`, `${esp.root}${folderOf(step)}/${name}`];
        await machine.run("cp", [from, to]).catch((cause: unknown) => {
          throw new SetupError(`${name} could not be copied to the boot partition`, whenFull, { cause });
        });
      }
      await machine.run("sync", ["--file-system", esp.root]);
    });
  },
};

function folderOf({ bootEnvironment }: CopyStep): string {
  return `/clawdie/${bootEnvironment}`;
}

async function findDifference(
  step: CopyStep,
  name: string,
  machine: Host,
  esp: Host,
): Promise<string | null> {
  const [from, to] = [`${step.medium}/clawdie/live/${name}`, `${esp.root}${folderOf(step)}/${name}`];
  const { exitCode } = await machine.run("cmp", ["--silent", from, to], { allowExit: [0, 1, 2] });
  return exitCode === 0 ? null : `${name} is not there`;
}
