/**
 * Install and boot Clawdie in a virtual machine (QEMU), for tests and for your own experiments.
 *
 *   npm run vm -- install --setup <file> --disk <qcow2> [options]
 *   npm run vm -- boot --disk <qcow2> [options]
 *   npm run vm -- --help
 *
 * install   Puts the setup file onto a copy of the stick image (kept as <qcow2>.stick.img), boots from it, and waits
 *           until the box says that it is ready, waiting or stopped. The disk is made when it is missing.
 * boot      Boots an installed disk and shows its serial console until Ctrl-C or until it powers off.
 *
 *   --setup <file or folder>        setup.txt, or a folder whose files go onto the stick (install)
 *   --disk <qcow2>                  the disk to install to, or to boot
 *   --disk-size <GiB>               size of a disk that has to be made; default 8
 *   --image <img>                   stick image; default dist/clawdie-<version>-amd64.img (install)
 *   --stick <img>                   leave this stick plugged in (boot)
 *   --firmware uefi|bios            default uefi; UEFI variables are kept as <qcow2>.uefi-variables.fd
 *   --memory <MiB>                  default 2048
 *   --extra-disk <file>             one more disk, qcow2 or raw; may be repeated
 *   --power-cut-after <seconds>     pull the plug that long after power-on, then power on again; may be repeated
 *   --link-down                     the network cable is out
 *   --rtc <date>                    clock at power-on, such as 1970-01-01 or 2031-05-06T07:08:09
 *   --guest-forward 10.0.2.<n>:<port>=<host>:<port>
 *                                   a server of this host at an address the guest sees; may be repeated.
 *                                   Nothing else is reachable: the guest has no way to the Internet.
 *   --ssh-port <port>               port on 127.0.0.1 that leads to the guest's sshd; default: a free one
 *   --serial-log <file>             default <qcow2>.serial.log
 *   --timeout <seconds>             give up after this time; default 3600 (install)
 *   --keep-running                  leave the box on after its result, until Ctrl-C (install)
 *   --json <file>                   write the result there; - for standard output (install)
 *
 * The JSON: {"schema":1,"firmware","acceleration","outcome","stages":{name: seconds since power-on},"earlierStages",
 * "result","setupResult","serialProblems","serialLog","stick","sshPort"}.
 *
 * KVM is used only after it has really booted a kernel here; CLAWDIE_ACCEL=kvm or tcg decides by hand. An emulated
 * box (tcg) takes some ten minutes to install and answer, one with KVM a few.
 *
 * Exit: 0 ready (boot: powered off or Ctrl-C), 1 waiting, stopped or failed, 3 interrupted or time limit, 64 usage.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { detectAcceleration } from "./detect-acceleration.ts";
import { findBuiltKernel } from "./find-built-kernel.ts";
import { parseVmArguments, type VmRequest, VmUsageError } from "./parse-vm-arguments.ts";
import { runBoot } from "./run-boot.ts";
import { type InstallReport, runInstall, type VmSurroundings } from "./run-install.ts";

const project = join(import.meta.dirname, "../..");

async function main(): Promise<number> {
  const request = parseVmArguments(process.argv.slice(2));
  if (request === "help") {
    process.stdout.write(readHelp());
    return 0;
  }
  const surroundings = await gatherSurroundings();
  if (request.command === "boot") {
    await runBoot(request, surroundings);
    return 0;
  }
  const report = await runInstall(request, surroundings);
  return reportInstall(request, report, surroundings.say);
}

async function gatherSurroundings(): Promise<VmSurroundings> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());
  const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { version: string };
  return {
    acceleration: await detectAcceleration({ kernel: findBuiltKernel(project), env: process.env }),
    defaultImage: join(project, "dist", `clawdie-${version}-amd64.img`),
    signal: interruption.signal,
    say: (line) => process.stderr.write(`${line}\n`),
  };
}

function reportInstall(request: VmRequest, report: InstallReport, say: (line: string) => void): number {
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (request.json === "-") process.stdout.write(json);
  else if (request.json !== null) writeFileSync(request.json, json);
  for (const problem of report.serialProblems) say(`problem on the serial console: ${problem}`);
  say(`outcome: ${report.outcome}; serial log: ${report.serialLog}`);
  if (report.outcome === "ready") return 0;
  return report.outcome === "interrupted" || report.outcome === "time-limit" ? 3 : 1;
}

/** The comment at the top of this file. */
function readHelp(): string {
  const [, comment = ""] =
    readFileSync(import.meta.filename, "utf8").match(/^\/\*\*\n([\s\S]*?)\n \*\//) ?? [];
  return `${comment.replaceAll(/^ \* ?/gm, "")}\n`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof VmUsageError) {
    process.stderr.write(`${error.message}\nnpm run vm -- --help shows how.\n`);
    process.exitCode = 64;
  } else if (error instanceof SetupError) {
    process.stderr.write(`${error.message}\n${error.hint}\n`);
    process.exitCode = 1;
  } else throw error;
}
