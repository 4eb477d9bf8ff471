import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeSeedImage, readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { InstallReport } from "../../iso/vm/run-install.ts";
import { runProgram } from "../../iso/vm/run-program.ts";
import { buildTestGuest, findBusybox } from "./build-test-guest.ts";
import { findTestKernel } from "./find-test-kernel.ts";

const project = join(import.meta.dirname, "../..");
const found = findTestKernel(process.env, project);
const busybox = findBusybox(process.env);
const ready = found !== null && found.modules !== null && busybox !== null;
if (!ready)
  console.warn(
    "vm-command tests skipped: they need CLAWDIE_TEST_KERNEL (or a built image) and a static busybox",
  );

const folder = mkdtempSync(join(tmpdir(), "clawdie-vm-command-"));
const setup = join(folder, "my-setup.txt");
const stick = join(folder, "stick.img");

beforeAll(async () => {
  if (!ready) return;
  writeFileSync(setup, "ASSISTANT_NAME=Test\r\n");
  await makeBootableStick();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A UEFI stick with a seed volume whose "box" only speaks the serial protocol. */
async function makeBootableStick(): Promise<void> {
  const initramfs = join(folder, "initramfs");
  const result = (stage: string, state: string) => `{"schema":1,"stage":"${stage}","state":"${state}"}`;
  const words = [
    "[1/2] create-pool: Create the pool (usually 5 s)",
    "[1/2] create-pool: done in 4 s",
    `RESULT ${result("install", "installed")}`,
    `RESULT ${result("firstboot", "ready")}`,
  ];
  const ending = ["sleep 3", ...words.map((word) => `echo 'clawdie: ${word}'`), "sleep 2", "poweroff -f"];
  writeFileSync(initramfs, buildTestGuest(busybox ?? "", found?.modules ?? "", ending));
  const grub = join(folder, "grub.cfg");
  const find = "insmod part_gpt\ninsmod fat\nsearch --file --set=root /vmlinuz";
  writeFileSync(grub, `${find}\nlinux /vmlinuz console=ttyS0 panic=-1\ninitrd /initramfs\nboot\n`);
  const loader = join(folder, "BOOTX64.EFI");
  await runProgram("grub-mkstandalone", ["-O", "x86_64-efi", "-o", loader, `boot/grub/grub.cfg=${grub}`]);
  await makeSeedImage(
    stick,
    { vmlinuz: readFileSync(found?.kernel ?? ""), initramfs: readFileSync(initramfs) },
    "gpt",
  );
  const volume = `${stick}@@${1024 * 1024}`;
  await runProgram("mmd", ["-i", volume, "::EFI", "::EFI/BOOT"]);
  await runProgram("mcopy", ["-i", volume, loader, "::EFI/BOOT/BOOTX64.EFI"]);
}

/** Run the command as a user does. Interrupt it once its output shows `interruptAt`. */
function runVm(
  args: readonly string[],
  interruptAt?: string,
): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, CLAWDIE_ACCEL: "tcg" };
    const child = spawn(process.execPath, [join(project, "iso/vm/main.ts"), ...args], { env });
    let output = "";
    let interrupted = false;
    child.stderr.on("data", (chunk) => {
      output += String(chunk);
      if (interrupted || interruptAt === undefined || !output.includes(interruptAt)) return;
      interrupted = child.kill("SIGINT");
    });
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}

describe.skipIf(!ready)("npm run vm", () => {
  test("install survives a power cut, ends with 0 when the box is ready and reports its stages", async () => {
    const disk = join(folder, "box.qcow2");
    const json = join(folder, "report.json");
    const options = ["--setup", setup, "--image", stick, "--disk", disk, "--json", json, "--disk-size", "1"];
    const { exitCode, output } = await runVm([
      "install",
      ...options,
      "--memory",
      "512",
      "--power-cut-after",
      "2",
    ]);
    expect(exitCode, output).toBe(0);
    const report = JSON.parse(readFileSync(json, "utf8")) as InstallReport;
    expect(report).toMatchObject({ schema: 1, firmware: "uefi", acceleration: "tcg", outcome: "ready" });
    expect(Object.keys(report.stages)).toEqual(
      expect.arrayContaining([
        "kernel",
        "create-pool started",
        "create-pool done",
        "result installed",
        "result ready",
      ]),
    );
    expect(report.earlierStages).toHaveLength(1);
    expect(report.serialProblems).toEqual([]);
    expect(readFileSync(report.serialLog, "utf8")).toContain("clawdie: [1/2] create-pool: done in 4 s");
    expect((await readSeedFile(report.stick, "setup.txt"))?.toString()).toBe("ASSISTANT_NAME=Test\r\n");
    expect(await readSeedFile(stick, "setup.txt")).toBeNull();
  });

  test("the time limit and Ctrl-C both end with 3", async () => {
    const options = [
      "--setup",
      setup,
      "--image",
      stick,
      "--disk",
      join(folder, "late.qcow2"),
      "--memory",
      "512",
    ];
    const late = await runVm(["install", ...options, "--timeout", "2"]);
    expect(late.exitCode, late.output).toBe(3);
    const interrupted = await runVm(["install", ...options], "power on:");
    expect(interrupted.exitCode, interrupted.output).toBe(3);
    expect(interrupted.output).toContain("outcome: interrupted");
  });
});
