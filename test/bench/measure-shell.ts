import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../iso/build-image.ts";
import { createBoxWorld } from "../qemu/box-world.ts";
import { readExample } from "../qemu/story-files.ts";
import { waitForResult } from "../qemu/wait-for-result.ts";
import type { Figures } from "./measure-box.ts";

/** The same machine, the same stick, but a plain shell script in the place of installer and first boot. */
export async function measureShell(
  checkout: string,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-bench-shell-"));
  try {
    const overlays = [join(checkout, "test/bench/overlay")];
    const output = join(folder, "image");
    const { version } = await buildImage({ checkout, output, mirror: null, env, overlays, say: () => {} });
    const image = join(output, `clawdie-${version}-amd64.img`);
    const setupText = await readExample("minimal");
    await using world = await createBoxWorld({ folder, checkout, image, firmware: "uefi", setupText });
    const { machine } = world;
    say("installing with the plain shell script");
    await machine.start();
    await waitForResult(machine, "installed", 1800);
    say("its first boot");
    await waitForResult(machine, "ready", 1800);
    const figure = (name: string) => {
      const pattern = new RegExp(`clawdie: BENCH ${name} ([\\d.]+)`);
      const line = machine.serial.lines.find(({ text }) => pattern.test(text));
      return Number(pattern.exec(line?.text ?? "")?.[1] ?? Number.NaN);
    };
    return {
      "install by the shell script": figure("install"),
      "provisioning by the shell script": figure("provision"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
