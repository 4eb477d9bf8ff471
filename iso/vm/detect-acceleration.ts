import { createHash } from "node:crypto";
import { access, constants, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { cpus, release, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { buildInitramfs } from "./build-initramfs.ts";
import { buildPowerOffProgram } from "./build-power-off-program.ts";
import type { Acceleration } from "./machine-spec.ts";
import { runProgram } from "./run-program.ts";
import { VirtualMachine } from "./virtual-machine.ts";

export interface AccelerationOptions {
  /** A Linux kernel to boot for the probe; null: none at hand, so TCG. */
  readonly kernel: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A guest that has not powered itself off by then hangs. The probe takes 1 s with a KVM that works; 4 s under TCG. */
  readonly limitSeconds?: number;
}

/**
 * What this host can run guests with. /dev/kvm may exist, open and still hang every guest at boot, so KVM is believed
 * only after it booted a kernel that powered itself off. The answer is kept under XDG_CACHE_HOME for this processor,
 * kernel and QEMU; CLAWDIE_ACCEL=kvm|tcg overrides all of it.
 */
export async function detectAcceleration(options: AccelerationOptions): Promise<Acceleration> {
  const wanted = options.env.CLAWDIE_ACCEL;
  if (wanted === "kvm" || wanted === "tcg") return wanted;
  if (wanted !== undefined && wanted !== "") {
    throw new SetupError(`CLAWDIE_ACCEL=${wanted} is not known`, "Use kvm or tcg, or leave it out.");
  }
  if (options.kernel === null || !(await canOpenKvm())) return "tcg";
  const cache = await findCacheFile(options);
  const known = await readFile(cache, "utf8").catch(() => "");
  if (known === "kvm" || known === "tcg") return known;

  const works = await probeAcceleration("kvm", options.kernel, options.limitSeconds ?? 20);
  const answer = works ? "kvm" : "tcg";
  await mkdir(dirname(cache), { recursive: true });
  await writeFile(cache, answer);
  return answer;
}

/** Boot the kernel with an init that says a word and powers off; true when it did both within the limit. */
export async function probeAcceleration(
  acceleration: Acceleration,
  kernel: string,
  limitSeconds: number,
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-probe-"));
  const initramfs = join(folder, "initramfs");
  const word = "clawdie: probe reached its init";
  const init = { path: "init", content: buildPowerOffProgram(`${word}\n`), mode: 0o755 };
  await writeFile(initramfs, buildInitramfs([init]));
  const machine = await VirtualMachine.create({
    ...{ name: "clawdie-probe", firmware: "bios", acceleration, memoryMebibytes: 512, sshPort: null },
    kernel: { kernel, initramfs, commandLine: "console=ttyS0 quiet panic=-1" },
    extraArgs: ["-no-reboot"],
  });
  try {
    await machine.start();
    await machine.waitForPowerOff({ timeoutSeconds: limitSeconds });
    return machine.serial.lines.some((line) => line.text.includes(word));
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  } finally {
    await machine.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

async function canOpenKvm(): Promise<boolean> {
  return access("/dev/kvm", constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function findCacheFile({ env, kernel }: AccelerationOptions): Promise<string> {
  const base = env.XDG_CACHE_HOME ?? join(env.HOME ?? tmpdir(), ".cache");
  const { stdout } = await runProgram("qemu-system-x86_64", ["--version"]);
  const guest = kernel === null ? null : await stat(kernel);
  const identity = [cpus()[0]?.model, release(), stdout.toString(), guest?.size, guest?.mtimeMs].join("\n");
  const key = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  return join(base, "clawdie", `acceleration-${key}`);
}
