import { rm } from "node:fs/promises";
import { join } from "node:path";
import { contentKey } from "./content-key.ts";
import { suite } from "./debian-packages.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { readList } from "./package-list.ts";
import { runTool } from "./run-tool.ts";
import { squashfsOptions } from "./squashfs-options.ts";
import { zfsPackageFile } from "./zfs-layer.ts";

export interface BaseInputs {
  /** The folder iso/ of the checkout. */
  readonly iso: string;
  /** File in the format of `sources.list(5)`; the box gets a copy. */
  readonly sources: string;
  /** `name=version` of every Debian package apt would install. */
  readonly versions: readonly string[];
  readonly zfs: CachedLayer;
}

/**
 * The Debian root as `base.squashfs`, with `vmlinuz`, `initrd.img` and `packages.tsv` (name, version, source package)
 * beside it. The same root is the live system and the installed one. About 90 s when built.
 */
export async function buildBaseLayer(inputs: BaseInputs, cache: LayerCache): Promise<CachedLayer> {
  const { iso } = inputs;
  const files = ["base/packages.txt", "base/dpkg-excludes.txt", "base/customize.sh", "initramfs"];
  const key = await contentKey(
    [...inputs.versions, inputs.zfs.key],
    files.map((name) => join(iso, name)),
  );
  return cache.get("base", key, async (folder) => {
    const tar = join(folder, "root.tar");
    await runTool("mmdebstrap", await debstrapArguments(inputs, tar), {
      env: { CLAWDIE_ISO: iso, CLAWDIE_OUT: folder },
    });
    await runTool(
      "sh",
      ["-c", 'exec sqfstar "$@" <"$TAR"', "sqfstar", ...squashfsOptions, join(folder, "base.squashfs")],
      {
        env: { TAR: tar },
      },
    );
    await rm(tar);
  });
}

async function debstrapArguments(inputs: BaseInputs, tar: string): Promise<string[]> {
  const { iso } = inputs;
  const packages = await readList(join(iso, "base/packages.txt"));
  const excludes = await readList(join(iso, "base/dpkg-excludes.txt"));
  return [
    "--quiet",
    "--variant=minbase",
    ...excludes.map((glob) => `--dpkgopt=path-exclude=${glob}`),
    // Lets apt inside the root read the .deb we built ourselves.
    "--hook-dir=/usr/share/mmdebstrap/hooks/file-mirror-automount",
    `--include=${packages.join(",")}`,
    `--include=${join(inputs.zfs.folder, zfsPackageFile)}`,
    '--customize-hook="$CLAWDIE_ISO/base/customize.sh" "$1"',
    suite,
    tar,
    inputs.sources,
  ];
}
