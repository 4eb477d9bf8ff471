import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildReport, buildImage } from "../../iso/build-image.ts";

export interface ImageFigures {
  /** Seconds with an empty cache; null when it was left out. */
  readonly cold: number | null;
  readonly unchanged: number;
  readonly codeChanged: number;
  readonly bytes: Readonly<Record<string, number>>;
}

/** Build times with an empty cache, with nothing changed, and with our code changed. A cold build takes 5 to 10 min. */
export async function measureImage(
  checkout: string,
  env: Readonly<Record<string, string | undefined>>,
  withCold: boolean,
): Promise<ImageFigures> {
  const cache = withCold ? await mkdtemp(join(tmpdir(), "clawdie-bench-cache-")) : null;
  const output = await mkdtemp(join(tmpdir(), "clawdie-bench-image-"));
  const build = (overlays: readonly string[]): Promise<BuildReport> =>
    buildImage({
      ...{ checkout, output, overlays, say: () => {} },
      env: cache === null ? env : { ...env, XDG_CACHE_HOME: cache },
    });
  try {
    const first = await build([]);
    const unchanged = await build([]);
    // Another file among our programs has the same effect as another line in one of them.
    const changed = await build([join(checkout, "test/bench/overlay")]);
    const bytes = Object.fromEntries(first.media.files.map((file) => [file.name, file.bytes]));
    return {
      cold: cache === null ? null : first.seconds,
      unchanged: unchanged.seconds,
      codeChanged: changed.seconds,
      bytes: { ...bytes, ...first.layerBytes },
    };
  } finally {
    await rm(output, { recursive: true });
    if (cache !== null) await rm(cache, { recursive: true });
  }
}
