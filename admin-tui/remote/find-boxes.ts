import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { parseInventory, renderInventoryIssues } from "./parse-inventory.ts";
import { readSshConfig } from "./ssh-config.ts";
import { type BoxAddress, parseBoxAddress, resolveTarget, type SshTarget } from "./ssh-target.ts";

/** Which boxes are meant, as the arguments say it. */
export interface BoxChoice {
  readonly hosts: readonly string[];
  /** null: the usual place. */
  readonly inventory: string | null;
  readonly identity: string | null;
}

/** `~/.config/clawdie/boxes.toml`, or under XDG_CONFIG_HOME. Pure. */
export function usualInventory(home: string, configHome: string | undefined): string {
  return join(configHome || join(home, ".config"), "clawdie/boxes.toml");
}

/**
 * The boxes that are meant: those named, or all of the inventory. A name of the inventory is a box too.
 * @throws SetupError for a name that is none, and an inventory that is not there or not valid.
 */
export async function findBoxes(choice: BoxChoice, inventory: string, home: string): Promise<SshTarget[]> {
  const file = choice.inventory ?? inventory;
  const text = await readIfThere(file);
  const isNeeded = choice.hosts.length === 0 || choice.inventory !== null;
  if (text === null && isNeeded) {
    const cure = 'Begin each box with a line [[box]], then name = "kitchen" and host = "192.168.1.20".';
    throw new SetupError(`there is no inventory ${file}`, cure);
  }
  const { boxes, issues } = parseInventory(text ?? "");
  // Boxes named by their address do not need the file; a fault in it is no reason to stop then.
  if (issues.length > 0 && isNeeded)
    throw new SetupError(`${file} cannot be used:`, renderInventoryIssues(file, issues));
  const addresses = choice.hosts.length === 0 ? boxes : choice.hosts.map((host) => findBox(host, boxes));
  const config = (await readIfThere(join(home, ".ssh/config"))) ?? "";
  return addresses.map((address) => {
    const identity = choice.identity ?? address.identity;
    return resolveTarget({ ...address, identity }, readSshConfig(config, address.host), home);
  });
}

function findBox(host: string, boxes: readonly BoxAddress[]): BoxAddress {
  const address = boxes.find(({ name }) => name === host) ?? parseBoxAddress(host);
  if (address === null)
    throw new SetupError(
      `--host ${JSON.stringify(host)} is no address`,
      "Write user@box, user@box:port, user@[IPv6]:port, or a name of the inventory.",
    );
  return address;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new SetupError(`${file} cannot be read: ${message}`, "Correct its owner and mode.");
  }
}
