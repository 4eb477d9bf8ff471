import { chmod, cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { contentKey } from "./content-key.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { readList } from "./package-list.ts";
import { runTool } from "./run-tool.ts";
import { squashfsOptions } from "./squashfs-options.ts";

/** Source folders whose change makes a new app layer. */
const sources = [
  "setup",
  "firstboot",
  "admin-tui",
  "controlplane",
  "rc.d",
  "iso/overlay",
  "iso/runlevels.txt",
];
const bundles = {
  clawdie: "setup/clawdie.ts",
  "clawdie-admin": "admin-tui/main.tsx",
  "clawdie-wizard": "admin-tui/wizard/main.tsx",
  controlplane: "controlplane/main.ts",
  spending: "controlplane/spending/main.ts",
  "set-operator": "controlplane/set-operator.ts",
};

/** Folders the control plane reads at run time: beside its source, and beside its bundle. */
const besidePrograms = ["migrations", "assets"];

export interface AppInputs {
  readonly checkout: string;
  readonly version: string;
  /** Further root trees laid over ours, last one wins; the benchmark replaces the installer with a shell script. */
  readonly overlays?: readonly string[];
  /** Seconds since 1970: the floor the box's clock may never be below. */
  readonly epoch: number;
}

/** Our own code, rc scripts and configuration as `app.squashfs`, on top of the Debian root. A few seconds. */
export async function buildAppLayer(inputs: AppInputs, cache: LayerCache): Promise<CachedLayer> {
  const { checkout } = inputs;
  const files = [...sources, "package-lock.json"].map((name) => join(checkout, name));
  const overlays = inputs.overlays ?? [];
  const key = await contentKey([inputs.version], [...files, ...overlays, import.meta.filename]);
  return cache.get("app", key, async (folder) => {
    const tree = join(folder, "tree");
    await mkdir(tree);
    await cp(join(checkout, "iso/overlay"), tree, { recursive: true, verbatimSymlinks: true });
    await bundlePrograms(checkout, join(tree, "usr/lib/clawdie/programs"));
    for (const name of besidePrograms) {
      const to = join(tree, "usr/lib/clawdie/programs", name);
      await cp(join(checkout, "controlplane", name), to, { recursive: true });
    }
    await writeFile(
      join(tree, "usr/lib/clawdie/build.json"),
      `${JSON.stringify({ version: inputs.version, epoch: inputs.epoch })}\n`,
    );
    await cp(join(checkout, "setup/profiles.toml"), join(tree, "usr/lib/clawdie/profiles.toml"));
    await installServices(checkout, tree);
    for (const overlay of overlays) await cp(overlay, tree, { recursive: true });
    await tightenModes(tree);
    const output = join(folder, "app.squashfs");
    await runTool("mksquashfs", [
      tree,
      output,
      "-noappend",
      "-all-root",
      "-all-time",
      "0",
      ...squashfsOptions,
    ]);
    await rm(tree, { recursive: true });
  });
}

/** Our programs as single files in `folder`, as they are on the image. @param entryPoints name → source; default: all. */
export async function bundlePrograms(
  checkout: string,
  folder: string,
  entryPoints: Readonly<Record<string, string>> = bundles,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: checkout,
    entryPoints,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // A command loads only what it uses: starting costs a third, which an emulated or small computer feels.
    splitting: true,
    platform: "node",
    target: "node26",
    format: "esm",
    minifySyntax: true,
    jsx: "automatic",
    legalComments: "linked",
    // Optional parts of their packages that the box has not; ssh2 then encrypts with Node's own crypto. A native part
    // that is there but empty would not do: it is taken for one that works.
    external: ["pg-native", "cpu-features", "*.node"],
    alias: { "react-devtools-core": join(checkout, "admin-tui/no-devtools.ts") },
    // ssh2 asks for its folder while it is loaded.
    define: { "process.env.NODE_ENV": '"production"', __dirname: "import.meta.dirname" },
    banner: {
      js: 'import { createRequire as clawdieRequire } from "node:module"; const require = clawdieRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
}

/** rc.d/<name> → /etc/init.d, rc.d/conf.d/<name> → /etc/conf.d, rc.d/bin → /usr/lib/clawdie/bin, runlevels from one list. */
async function installServices(checkout: string, tree: string): Promise<void> {
  const rc = join(checkout, "rc.d");
  for (const entry of await readdir(rc, { withFileTypes: true })) {
    const from = join(rc, entry.name);
    if (entry.isFile()) {
      await cp(from, join(tree, "etc/init.d", entry.name));
      await chmod(join(tree, "etc/init.d", entry.name), 0o755);
    } else if (entry.name === "conf.d") await cp(from, join(tree, "etc/conf.d"), { recursive: true });
    else await cp(from, join(tree, "usr/lib/clawdie", entry.name), { recursive: true });
  }
  for (const line of await readList(join(checkout, "iso/runlevels.txt"))) {
    const [runlevel = "", ...services] = line.split(/\s+/);
    await mkdir(join(tree, "etc/runlevels", runlevel), { recursive: true });
    for (const service of services) {
      await symlink(`/etc/init.d/${service}`, join(tree, "etc/runlevels", runlevel, service));
    }
  }
}

/** git keeps only the executable bit; sudo refuses a writable rule file. */
async function tightenModes(tree: string): Promise<void> {
  const rules = join(tree, "etc/sudoers.d");
  for (const name of await readdir(rules).catch(() => [])) await chmod(join(rules, name), 0o440);
}
