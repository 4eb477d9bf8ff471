import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Ledger } from "./ledger.ts";

/** The kept ledger, or null when there is none or it cannot be understood: the service's own figure then counts. */
export async function readLedger(path: string): Promise<Ledger | null> {
  try {
    return Ledger.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

/** Atomic: a power cut leaves the old ledger or the new one. 0600. */
export async function writeLedger(path: string, ledger: Ledger): Promise<void> {
  const temporary = `${path}.new`;
  await sync(temporary, "w", `${JSON.stringify(ledger)}\n`);
  await rename(temporary, path);
  await sync(dirname(path), "r", null);
}

async function sync(path: string, flags: "w" | "r", content: string | null): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    if (content !== null) await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
