import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { runAsRoot } from "../qemu/box-shell.ts";
import { createBoxWorld } from "../qemu/box-world.ts";
import { findMedium, readExample } from "../qemu/story-files.ts";
import { waitForResult } from "../qemu/wait-for-result.ts";
import { InstructionClock } from "./instruction-clock.ts";

/** Seconds, and MiB where the name says so. */
export type Figures = Readonly<Record<string, number>>;

/** How far the first boot is watched: to its first answer, with the memory of the idle box; or until it is provisioned. */
export type Measure = "answer" | "provisioned" | "instructions";

/** Install and first boot by our code. "instructions" is "provisioned" in instructions instead of seconds. */
export async function measureBox(
  checkout: string,
  say: (line: string) => void,
  measure: Measure,
): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-bench-box-"));
  const setupText = await readExample("minimal");
  const image = await findMedium("img");
  try {
    await using world = await createBoxWorld({
      ...{ folder, checkout, image, firmware: "uefi", setupText },
      machine: { countInstructions: measure === "instructions", restartAnew: false },
    });
    const { machine, telegram, adminId } = world;
    say("installing with our code");
    using clock = new InstructionClock(machine);
    await machine.start();
    await waitForResult(machine, "installed", 3600);
    say("first boot");
    if (measure !== "answer") {
      await machine.waitForSerial(servicesStart, { timeoutSeconds: 3600 });
      if (measure === "instructions") await clock.settle();
      const stages = Object.entries(readStages(machine, measure === "instructions" ? clock : null));
      return Object.fromEntries(stages.filter(([name]) => name.endsWith(" by our code")));
    }
    await waitForResult(machine, "ready", 1800);
    telegram.userSays(adminId, "Please repeat: nonce-bench");
    await telegram.waitForMessage(({ text }) => text.includes("nonce-bench"), 300);
    const firstAnswer = machine.serial.seconds;
    const shell = await machine.ssh(world.sshKey, "clawdie");
    const memory = parseMemory(await runAsRoot(shell, memoryScript));
    return { ...readStages(machine, null), "power-on to first answer": firstAnswer, ...memory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const servicesStart = /\] start-clawdie-controlplane: /;

function readStages(machine: VirtualMachine, clock: InstructionClock | null): Figures {
  const at = (pattern: RegExp) =>
    machine.serial.lines.find(({ text }) => pattern.test(text))?.seconds ?? Number.NaN;
  const start = at(/Starting the installer/);
  // The script looks at nothing and judges nothing: compared is what both do, from the first write on.
  const firstWrite = at(/\[1\/\d+\] /);
  const bootable = at(/install: done after /);
  const provisioning = at(/Starting the first boot/);
  const services = at(servicesStart);
  const ready = at(/RESULT .*"state":"ready"/);
  if (clock !== null) {
    return {
      "instructions, 10^9: install by our code": clock.between(firstWrite, bootable),
      "instructions, 10^9: provisioning by our code": clock.between(provisioning, services),
    };
  }
  return {
    "stick: power-on to installer": start,
    "install: stick and machine looked at": firstWrite - start,
    "install by our code": bootable - firstWrite,
    "install: copy the system": at(/unpack-system: done/) - at(/unpack-system: Copy/),
    "box: restart to first boot": provisioning - at(/RESULT .*"state":"installed"/),
    "provisioning by our code": services - provisioning,
    "services, runtime start, greeting": ready - services,
    "power-on to ready": ready,
  };
}

/** Proportional memory (shared pages divided) by account, and what the whole machine uses without ZFS's cache. */
const memoryScript = [
  "for p in /proc/[0-9]*; do u=$(stat -c %U $p 2>/dev/null) || continue",
  "s=$(awk '/^Pss:/ {sum += $2} END {print sum + 0}' $p/smaps_rollup 2>/dev/null) && echo pss $u $s",
  "done; awk '/^(MemTotal|MemAvailable):/ {print $1, $2}' /proc/meminfo; awk '$1 == \"size\" {print \"arc\", $3}' /proc/spl/kstat/zfs/arcstats",
].join("; ");

function parseMemory(output: string): Figures {
  const sums = new Map<string, number>();
  for (const [, user = "", kib = "0"] of output.matchAll(/^pss (\S+) (\d+)$/gm)) {
    sums.set(user, (sums.get(user) ?? 0) + Number(kib) / 1024);
  }
  const value = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? Number.NaN);
  const total = value(/^MemTotal: (\d+)/m) / 1024;
  const available = value(/^MemAvailable: (\d+)/m) / 1024;
  const arc = value(/^arc (\d+)/m) / 1024 ** 2;
  const runtime = sums.get("clawdie-runtime") ?? Number.NaN;
  const processes = [...sums.values()].reduce((sum, mib) => sum + mib, 0);
  return {
    "MiB: assistant (PSS)": runtime,
    "MiB: control plane (PSS)": sums.get("clawdie-control") ?? Number.NaN,
    "MiB: PostgreSQL (PSS)": sums.get("postgres") ?? Number.NaN,
    "MiB: all processes but the assistant (PSS)": processes - runtime,
    "MiB: ZFS cache": arc,
    "MiB: used by the whole box, ZFS cache apart": total - available - arc,
  };
}
