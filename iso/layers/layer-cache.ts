import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { withLock } from "../../setup/host/with-lock.ts";

/** Heavy build products live outside the checkout, one folder per content key, and survive `git clean`. */
export interface LayerCache {
  /** Folder of this layer, built by `build(folder)` when no earlier build had the same key. */
  get(name: string, key: string, build: (folder: string) => Promise<void>): Promise<CachedLayer>;
}

export interface CachedLayer {
  readonly folder: string;
  readonly key: string;
  readonly built: boolean;
  readonly seconds: number;
}

const keptPerLayer = 3;

export function cacheRoot(env: Readonly<Record<string, string | undefined>>): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "clawdie");
}

/** Longer than any build: of two that want the same layer one waits for the other. */
const waitSeconds = 60 * 60;

export function createLayerCache(root: string): LayerCache {
  const parent = join(root, "layers");
  return {
    async get(name, key, build) {
      const started = performance.now();
      const folder = join(parent, `${name}-${key}`);
      const answer = (built: boolean) => ({ folder, key, built, seconds: seconds(started) });
      await mkdir(parent, { recursive: true });
      if (await isKept(folder)) return answer(false);
      const hint = "Is a build hanging? End it, then start again.";
      const wait = { seconds: waitSeconds, onWait: () => {}, work: `building ${name}`, hint };
      const built = await withLock(lockOf(folder), wait, async () => {
        if (await isKept(folder)) return false;
        await buildBeside(folder, build);
        return true;
      });
      if (built) await dropOld(parent, name);
      return answer(built);
    },
  };
}

/** Whether it is there; it counts as used now. */
async function isKept(folder: string): Promise<boolean> {
  if (!(await exists(folder))) return false;
  const now = new Date();
  await utimes(folder, now, now);
  return true;
}

/** Built beside its place and renamed: a build that was cut short is never taken for a whole one. */
async function buildBeside(folder: string, build: (folder: string) => Promise<void>): Promise<void> {
  const partial = await mkdtemp(join(dirname(folder), `.partial-${basename(folder)}-`));
  try {
    await build(partial);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

const lockOf = (folder: string) => join(dirname(folder), `.lock-${basename(folder)}`);

async function dropOld(parent: string, name: string): Promise<void> {
  const pattern = new RegExp(`^${name}-[0-9a-f]{16}$`);
  const folders = (await readdir(parent)).filter((entry) => pattern.test(entry));
  const dated = await Promise.all(
    folders.map(async (entry) => ({ entry, time: (await stat(join(parent, entry))).mtimeMs })),
  );
  dated.sort((a, b) => b.time - a.time);
  for (const { entry } of dated.slice(keptPerLayer)) {
    await rm(join(parent, entry), { recursive: true, force: true });
    await rm(lockOf(join(parent, entry)), { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function seconds(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}
