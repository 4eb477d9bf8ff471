/**
 * npm run image -- [--mirror <url>] [--security-mirror <url>] [--output <folder>] [--json <file>]
 *
 * Builds dist/clawdie-<version>-amd64.{img,iso}, SHA256SUMS, the package manifest, the SBOM and build.json.
 * Layers are cached by content under $XDG_CACHE_HOME/clawdie: about 8 minutes with an empty cache on 2 cores,
 * under a minute when only our code changed. Needs the Debian packages of iso/host/packages.txt, and root
 * (or user namespaces, which mmdebstrap then uses).
 */
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { readOptions } from "../setup/commands/read-options.ts";
import { buildAppLayer } from "./layers/app-layer.ts";
import { buildBaseLayer } from "./layers/base-layer.ts";
import { contentKey } from "./layers/content-key.ts";
import { buildAptSources, findMirrors, type Mirrors, resolvePackages } from "./layers/debian-packages.ts";
import { buildGrubLayer, grubPackages } from "./layers/grub-layer.ts";
import { type CachedLayer, cacheRoot, createLayerCache } from "./layers/layer-cache.ts";
import { readList } from "./layers/package-list.ts";
import { buildRuntimeLayer } from "./layers/runtime-layer.ts";
import { buildZfsLayer, zfsBuildPackages } from "./layers/zfs-layer.ts";
import { liveFiles, type MediumLayers } from "./media/live-tree.ts";
import { type MediaResult, makeMedia } from "./media/make-media.ts";

export interface BuildOptions {
  readonly checkout: string;
  readonly output: string;
  /** Of Debian's packages; default: those of this computer's apt configuration. */
  readonly mirrors?: Partial<Mirrors>;
  /** Root trees laid over our programs; the benchmark's. */
  readonly overlays?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

export interface BuildReport {
  readonly schema: 1;
  readonly version: string;
  readonly layers: Readonly<Record<string, CachedLayer>>;
  readonly media: MediaResult;
  /** Size of each squashfs layer, of kernel and initramfs. */
  readonly layerBytes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Build everything that is not there yet. @throws Error with the last lines of the tool that failed. */
export async function buildImage(options: BuildOptions): Promise<BuildReport> {
  const started = performance.now();
  const { checkout, say } = options;
  const iso = join(checkout, "iso");
  const { version } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as {
    version: string;
  };
  const root = cacheRoot(options.env);
  const cache = createLayerCache(root);
  const sources = await writeSources(join(root, "apt"), await findMirrors(options.mirrors ?? {}));
  const packages = await readList(join(iso, "base/packages.txt"));
  say("Asking the Debian mirror for package versions (usually 5 s)");
  const versions = await resolvePackages(
    sources,
    [...packages, ...zfsBuildPackages, ...grubPackages],
    join(root, "apt"),
  );

  const announce = async (name: string, usual: string, layer: Promise<CachedLayer>) => {
    say(`${name}: building or taking from the cache (usually ${usual} when built)`);
    const done = await layer;
    say(`${name}: ${done.built ? `built in ${done.seconds} s` : "unchanged"}`);
    return done;
  };
  // The compiler run and the npm install keep one core each busy; the rest waits for neither.
  const [zfs, runtime, grub] = await Promise.all([
    announce("OpenZFS modules", "4 min", buildZfsLayer(iso, sources, versions, cache)),
    announce("agent runtime", "2 min", buildRuntimeLayer(checkout, cache)),
    announce("GRUB images", "5 s", buildGrubLayer(iso, sources, versions, cache)),
  ]);
  const base = await announce("Debian root", "2 min", buildBaseLayer({ iso, sources, versions, zfs }, cache));
  const epoch = await readEpoch(versions);
  const app = await announce(
    "our programs",
    "5 s",
    buildAppLayer({ checkout, version, epoch, overlays: options.overlays ?? [] }, cache),
  );

  const layers = { zfs, runtime, grub, base, app };
  say("Stick image and ISO (usually 15 s)");
  const media = await makeMedia({ checkout, output: options.output, version, versions, layers });
  const report: BuildReport = {
    schema: 1,
    version,
    layers,
    media,
    layerBytes: await measureLayers(layers),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  // Where this computer keeps its cache is nobody else's business.
  const publicReport = JSON.stringify(report, (key, value) => (key === "folder" ? undefined : value), 2);
  await writeFile(join(options.output, "build.json"), `${publicReport}\n`);
  return report;
}

async function writeSources(folder: string, mirrors: Mirrors): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "sources.list");
  await writeFile(file, buildAptSources(mirrors));
  return file;
}

async function measureLayers(layers: MediumLayers): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const [path, source] of liveFiles(layers))
    sizes[`layer ${basename(path)}`] = (await stat(source)).size;
  return sizes;
}

/** A time that changes only when the packages do: the newest the root can know of is "now", kept per package set. */
async function readEpoch(versions: readonly string[]): Promise<number> {
  const folder = join(cacheRoot(process.env), "epochs");
  await mkdir(folder, { recursive: true });
  const file = join(folder, await contentKey(versions, []));
  const known = await readFile(file, "utf8").catch(() => null);
  if (known !== null) return Number(known);
  const now = Math.floor(Date.now() / 1000);
  await writeFile(file, String(now));
  return now;
}

const usage = `Usage: npm run image -- [--mirror <url>] [--security-mirror <url>] [--output <folder>] [--json <file>]
`;

async function main(): Promise<number> {
  const stderr = (text: string) => void process.stderr.write(text);
  const text = { type: "string" } as const;
  const options = { mirror: text, "security-mirror": text, output: text, json: text };
  const values = readOptions(process.argv.slice(2), { stderr }, options)?.values;
  if (values === undefined || values.help) {
    stderr(usage);
    return values === undefined ? 64 : 0;
  }
  const checkout = resolve(import.meta.dirname, "..");
  const output = resolve(values.output ?? join(checkout, "dist"));
  const say = (line: string) => void process.stdout.write(`image: ${line}\n`);
  const { mirror: archive, "security-mirror": security } = values;
  const mirrors = { ...(archive && { archive }), ...(security && { security }) };
  try {
    const report = await buildImage({ checkout, output, mirrors, env: process.env, say });
    for (const { name, bytes } of report.media.files) say(`${name}  ${(bytes / 1048576).toFixed(0)} MiB`);
    say(`done in ${report.seconds} s: ${output}`);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
    return 0;
  } catch (error) {
    stderr(`image: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main();
