import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundlePrograms } from "../iso/layers/app-layer.ts";

const checkout = join(import.meta.dirname, "..");
const folder = join(checkout, "node_modules/.cache/clawdie-admin");

/** Entry point of `npm run admin`: the program as the image has it, bundled anew since Node does not read .tsx, with the same arguments. */
await bundlePrograms(checkout, folder, { "clawdie-admin": "admin-tui/main.tsx" });
await import(pathToFileURL(join(folder, "clawdie-admin.mjs")).href);
