import * as z from "zod";
import type { KeyMeta } from "./key-meta.ts";
import { accessKeys } from "./keys/access-keys.ts";
import { boxKeys } from "./keys/box-keys.ts";
import { diskKeys } from "./keys/disk-keys.ts";
import { modelKeys } from "./keys/model-keys.ts";
import { startKeys } from "./keys/start-keys.ts";

/** The format this version reads and writes; see SETUP_SCHEMA_VERSION. */
export const setupSchemaVersion = 1;

/** Every key of setup.txt, declared once in `keys/`: shape, rule, example, help. Order within a group is order in the template. */
export const SetupSchema = z.object({
  ...startKeys,
  ...modelKeys,
  ...boxKeys,
  ...accessKeys,
  ...diskKeys,
});

export type SetupKey = keyof typeof SetupSchema.shape;

/** What validation gives: each key's value in its final type, null where the file leaves it blank. */
export type SetupConfig = { readonly [K in SetupKey]: z.output<(typeof SetupSchema.shape)[K]> | null };

export const setupKeys = Object.keys(SetupSchema.shape) as readonly SetupKey[];

const keySet: ReadonlySet<string> = new Set(setupKeys);

export function isSetupKey(text: string): text is SetupKey {
  return keySet.has(text);
}

const metas = new Map<SetupKey, KeyMeta>();

/** What is declared about a key. Asked for several times a line, so it is kept. */
export function keyMeta(key: SetupKey): KeyMeta {
  const known = metas.get(key);
  if (known !== undefined) return known;
  const meta = SetupSchema.shape[key].meta() as unknown as KeyMeta;
  metas.set(key, meta);
  return meta;
}
