import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { grubPackages } from "../layers/grub-layer.ts";
import type { MediaInputs } from "../media/make-media.ts";

export interface SbomComponent {
  readonly type: "library" | "application";
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly "bom-ref": string;
}

export interface Sbom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly version: 1;
  readonly metadata: {
    readonly component: {
      readonly type: "operating-system";
      readonly name: string;
      readonly version: string;
    };
  };
  readonly components: readonly SbomComponent[];
}

/** CycloneDX 1.6 of everything on the medium: Debian packages, the agent runtime's npm tree, our own npm packages. */
export async function buildSbom(inputs: MediaInputs): Promise<Sbom> {
  const debian = await readFile(join(inputs.layers.base.folder, "packages.tsv"), "utf8");
  const grub = inputs.versions.filter((line) => grubPackages.includes(line.split("=")[0] ?? ""));
  const locks = [
    join(inputs.layers.runtime.folder, "package-lock.json"),
    join(inputs.checkout, "package-lock.json"),
  ];
  const components = [
    ...debian
      .trim()
      .split("\n")
      .map((line) => debianComponent(line.split("\t"))),
    ...grub.map((line) => debianComponent([...line.split("="), "grub2", "amd64"])),
    ...(await Promise.all(locks.map(readLock))).flat(),
  ];
  const unique = new Map(components.map((component) => [component.purl, component]));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "operating-system", name: "clawdie-appliance", version: inputs.version } },
    components: [...unique.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

/** The same list for people: name, version, purl. */
export function renderManifest(sbom: Sbom): string {
  return sbom.components.map(({ name, version, purl }) => `${name}\t${version}\t${purl}\n`).join("");
}

function debianComponent(fields: readonly string[]): SbomComponent {
  const [name = "", version = "", source = "", architecture = ""] = fields;
  const encoded = encodeURIComponent(version);
  const purl = `pkg:deb/debian/${name}@${encoded}?arch=${architecture}&upstream=${source}`;
  return { type: "library", name, version, purl, "bom-ref": purl };
}

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; link?: boolean }>>;
}

async function readLock(path: string): Promise<SbomComponent[]> {
  const lock = JSON.parse(await readFile(path, "utf8")) as Lock;
  return Object.entries(lock.packages)
    .filter(
      ([place, entry]) =>
        place !== "" && entry.dev !== true && entry.link !== true && entry.version !== undefined,
    )
    .map(([place, entry]) => {
      const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
      const version = entry.version ?? "";
      const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
      return { type: "library", name, version, purl, "bom-ref": purl };
    });
}
