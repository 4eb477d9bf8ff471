import { type DatasetProperty, datasets, inheritedProperties } from "./datasets.ts";

const introduction = `# Datasets

Made from \`setup/plan/datasets.ts\`; a test fails when the two differ. What a dataset does not set it inherits.
The boot environments below \`zroot/ROOT\` hold the system itself and set nothing beyond their mount point.
`;

/** docs/datasets.md: every property with its reason. Pure. */
export function renderDatasets(): string {
  const sections = [
    renderSection("zroot", "the pool; inherited by every dataset below", inheritedProperties),
    ...datasets.map(({ dataset, holds, properties }) => renderSection(dataset, holds, properties)),
  ];
  return `${introduction}\n${sections.join("\n")}`;
}

function renderSection(dataset: string, holds: string, properties: readonly DatasetProperty[]): string {
  const rows = properties.map(
    ({ name, value, why, source }) => `| \`${name}\` | \`${value}\` | ${why} | ${source ?? "layout"} |`,
  );
  return `## \`${dataset}\`\n\nHolds ${holds}.\n\n| property | value | why | source |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}
