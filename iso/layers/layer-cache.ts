import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

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

export function createLayerCache(root: string): LayerCache {
  return {
    async get(name, key, build) {
      const started = performance.now();
      const parent = join(root, "layers");
      const folder = join(parent, `${name}-${key}`);
      await mkdir(parent, { recursive: true });
      if (await exists(folder)) {
        const now = new Date();
        await utimes(folder, now, now);
        return { folder, key, built: false, seconds: seconds(started) };
      }
      // Built beside its place and renamed: a build that was cut short is never taken for a whole one.
      const partial = await mkdtemp(join(parent, `.partial-${name}-`));
      try {
        await build(partial);
        await rename(partial, folder);
      } catch (error) {
        await rm(partial, { recursive: true, force: true });
        throw error;
      }
      await dropOld(parent, name);
      return { folder, key, built: true, seconds: seconds(started) };
    },
  };
}

async function dropOld(parent: string, name: string): Promise<void> {
  const pattern = new RegExp(`^${name}-[0-9a-f]{16}$`);
  const folders = (await readdir(parent)).filter((entry) => pattern.test(entry));
  const dated = await Promise.all(
    folders.map(async (entry) => ({ entry, time: (await stat(join(parent, entry))).mtimeMs })),
  );
  dated.sort((a, b) => b.time - a.time);
  for (const { entry } of dated.slice(keptPerLayer))
    await rm(join(parent, entry), { recursive: true, force: true });
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
