import { z } from "zod";
import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
const Answer = z.object({
  blockdevices: z.array(z.object({ model: text, serial: text, wwn: text, tran: text, size: z.number() })),
});

/** What the kernel and udev call a disk right now. */
export interface DiskNames {
  readonly model: string | null;
  readonly serial: string | null;
  readonly wwn: string | null;
  readonly transport: string | null;
  readonly sizeBytes: number;
}

/** Null when there is no disk at this path, or it does not answer within 20 s. */
export async function readDiskNames(path: string, machine: Host): Promise<DiskNames | null> {
  const options = ["--json", "--bytes", "--nodeps", "--output", "MODEL,SERIAL,WWN,TRAN,SIZE"];
  try {
    const { exitCode, stdout } = await machine.run("lsblk", [...options, path], {
      allowExit: [0, 1, 32],
      timeoutSeconds: 20,
    });
    const [found] = exitCode === 0 ? Answer.parse(JSON.parse(stdout)).blockdevices : [];
    if (found === undefined) return null;
    const { model, serial, wwn, tran, size } = found;
    return { model, serial, wwn, transport: tran, sizeBytes: size };
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === null) return null;
    throw error;
  }
}
