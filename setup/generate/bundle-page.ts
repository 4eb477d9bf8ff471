import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin, transform } from "esbuild";
import { listZoneNames } from "../config/rules/zone-names.ts";
import { readProfiles } from "../settings/read-profiles.ts";

const page = join(import.meta.dirname, "../page");

/**
 * The zones of the Node that builds, which is the box's: browsers know older and newer ones, and the page must judge like the box.
 * English is the only language whose zod messages could ever be seen.
 */
const sameAsTheBox: Plugin = {
  name: "same-as-the-box",
  setup({ onLoad }) {
    const zones = `const zones = ${JSON.stringify(listZoneNames())}; export const listZoneNames = () => zones;`;
    onLoad({ filter: /config\/rules\/zone-names\.ts$/ }, () => ({ contents: zones, loader: "js" }));
  },
};

/** The script of CHECK-MY-SETUP.html: the engine, the catalogues and the page, for browsers from 2023 on. */
export async function bundlePageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(page, "main.ts")],
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    platform: "browser",
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define: { clawdieProfiles: JSON.stringify(await readProfiles()) },
    plugins: [sameAsTheBox],
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** Style sheets of setup/page/styles, joined and without comments. */
export async function bundleStyles(names: readonly string[]): Promise<string> {
  const texts = names.map((name) => readFile(join(page, "styles", name), "utf8"));
  const { code } = await transform((await Promise.all(texts)).join("\n"), { loader: "css", minify: true });
  return code.trim();
}
