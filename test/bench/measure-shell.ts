import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../iso/build-image.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { buildRuntimeConfig } from "../../setup/runtime/build-runtime-config.ts";
import { buildRuntimeSecrets } from "../../setup/runtime/build-runtime-secrets.ts";
import { buildSettings } from "../build-settings.ts";
import { createBoxWorld } from "../qemu/box-world.ts";
import { readExample } from "../qemu/story-files.ts";
import { waitForResult } from "../qemu/wait-for-result.ts";
import { instructionsPerSecond } from "./instruction-clock.ts";
import type { Figures, Measure } from "./measure-box.ts";

/** The same machine, the same stick, but a plain shell script in the place of installer and first boot. */
export async function measureShell(
  checkout: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
  measure: Measure,
): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-bench-shell-"));
  try {
    const overlays = [join(checkout, "test/bench/overlay"), await writeRuntimeFiles(folder)];
    const output = join(folder, "image");
    const { version } = await buildImage({ checkout, output, env, overlays, say: () => {} });
    const image = join(output, `clawdie-${version}-amd64.img`);
    const setupText = await readExample("minimal");
    await using world = await createBoxWorld({
      ...{ folder, checkout, image, firmware: "uefi", setupText },
      machine: { countInstructions: measure === "instructions", restartAnew: false },
    });
    const { machine } = world;
    say("installing with the plain shell script");
    await machine.start();
    await waitForResult(machine, "installed", 3600);
    say("its first boot");
    await waitForResult(machine, "ready", 3600);
    const figures = (name: string, what: string): Figures => {
      const pattern = new RegExp(`clawdie: BENCH ${name} ([\\d.]+)`);
      const line = machine.serial.lines.find(({ text }) => pattern.test(text));
      // The script reads the box's own clock: of instructions, when the machine counts them.
      const took = Number(pattern.exec(line?.text ?? "")?.[1] ?? Number.NaN);
      return measure === "instructions"
        ? { [`instructions, 10^9: ${what} by the shell script`]: took * instructionsPerSecond }
        : { [`${what} by the shell script`]: took };
    };
    return { ...figures("install", "install"), ...figures("provision", "provisioning") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the assistant's own checks look at, as our first boot writes it: how long they take depends on it. */
async function writeRuntimeFiles(folder: string): Promise<string> {
  const overlay = join(folder, "overlay");
  const files = join(overlay, "usr/lib/clawdie/bench/runtime");
  await mkdir(files, { recursive: true });
  const settings = buildSettings();
  await writeFile(join(files, "openclaw.json"), JSON.stringify(buildRuntimeConfig(settings, boxLayout)));
  const secrets = buildRuntimeSecrets(settings, new Secret("0123456789abcdef0123456789abcdef"));
  await writeFile(join(files, "secrets.json"), secrets.reveal());
  await writeFile(join(files, "telegram.token"), settings.telegram.botToken.reveal());
  return overlay;
}
