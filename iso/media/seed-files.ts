import { buildPages } from "../../setup/generate/build-pages.ts";
import { renderSetupTemplate } from "../../setup/generate/render-setup-template.ts";

/** What people find on the small volume of the stick: file name → content. The ISO has the pages at its top. */
export interface SeedFiles {
  readonly template: string;
  readonly pages: Readonly<Record<string, string>>;
}

/** The blank setup.txt and the two pages, made from the sources; a second or two. */
export async function buildSeedFiles(): Promise<SeedFiles> {
  return { template: renderSetupTemplate(), pages: await buildPages() };
}
