import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildInitramfs } from "../../iso/vm/build-initramfs.ts";

/** Network, disks and sticks; what they depend on comes along. Left out when the kernel has them built in. */
const wantedModules = ["virtio_pci", "virtio_net", "virtio_blk", "xhci_pci", "usb_storage", "sd_mod"];

const busyboxPlaces = ["/bin/busybox", "/usr/bin/busybox"];

const serialShell = ["stty -echo </dev/ttyS0", "echo guest: ready", "exec sh </dev/ttyS0 >/dev/ttyS0 2>&1"];

/** Where a static busybox lives, or null. */
export function findBusybox(env: Readonly<Record<string, string | undefined>>): string | null {
  const places = [env.CLAWDIE_TEST_BUSYBOX, ...busyboxPlaces].filter((place) => place !== undefined);
  return places.find((place) => existsSync(place)) ?? null;
}

/** An initramfs that brings up network and disks, says "guest: ready" and gives a shell on the serial port. */
export function buildTestGuest(
  busybox: string,
  modules: string,
  ending: readonly string[] = serialShell,
): Buffer {
  const files = new Map<string, Buffer>();
  for (const name of wantedModules) collectModule(modules, name, files);
  const loaded = [...files].map(([name, content]) => ({ path: `modules/${name}.ko`, content }));
  const script = [
    "#!/bin/busybox sh",
    "export PATH=/bin",
    "/bin/busybox mkdir -p /proc /sys /dev /tmp",
    "/bin/busybox --install -s /bin",
    "mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev",
    ...loaded.map(({ path }) => `insmod /${path} 2>/dev/null`),
    "ip link set lo up; ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0",
    ...ending,
  ];
  return buildInitramfs([
    { path: "init", content: Buffer.from(`${script.join("\n")}\n`), mode: 0o755 },
    { path: "bin/busybox", content: readFileSync(busybox), mode: 0o755 },
    ...loaded,
  ]);
}

/** The module after all that its own `depends=` field names, in loading order. */
function collectModule(modules: string, name: string, files: Map<string, Buffer>): void {
  const content = files.has(name) ? null : readModule(modules, name);
  if (content === null) return;
  const depends = content.toString("latin1").match(/\0depends=([^\0]*)\0/)?.[1] ?? "";
  for (const other of depends.split(",").filter(Boolean)) collectModule(modules, other, files);
  files.set(name, content);
}

/** A module as the kernel can load it: xz is unpacked here, because old busybox cannot. Null when there is none. */
function readModule(modules: string, name: string): Buffer | null {
  const spelling = name.replaceAll(/[-_]/g, "[-_]");
  const found = globSync(`kernel/**/${spelling}.ko{,.xz}`, { cwd: modules })[0];
  if (found === undefined) return null;
  const file = join(modules, found);
  if (!found.endsWith(".xz")) return readFileSync(file);
  return execFileSync("xz", ["-dc", file], { maxBuffer: 64 * 1024 * 1024 });
}
