import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { type AgentIdentity, FileIdentity, type Identity } from "./identity.ts";
import { readAgentIdentities } from "./key-ring.ts";

/** OpenSSH's usual names, best first. */
const usualNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

export interface IdentitySources {
  readonly home: string;
  /** SSH_AUTH_SOCK. */
  readonly agentSocket: string | null;
}

/** Keys of this account for any number of boxes; each file is opened once, so that its passphrase is asked for once. */
export class IdentityStore {
  readonly #sources: IdentitySources;
  readonly #files = new Map<string, Promise<FileIdentity | null>>();

  constructor(sources: IdentitySources) {
    this.#sources = sources;
  }

  /**
   * With files named for the box only those, from the agent where it holds them. Otherwise the agent's, then the usual files.
   * @throws SetupError when a named file is not there or no key.
   */
  async load(named: readonly string[]): Promise<Identity[]> {
    const { home, agentSocket } = this.#sources;
    const held = agentSocket === null ? [] : ((await readAgentIdentities(agentSocket)) ?? []);
    if (named.length > 0) return Promise.all(named.map((path) => this.#readNamed(path, held)));
    const paths = usualNames.map((name) => join(home, ".ssh", name));
    // A usual file that is unreadable or odd is no reason to give up: another key may fit.
    const files = await Promise.all(paths.map((path) => this.#read(path).catch(() => null)));
    return withoutDoubles([...held, ...files.filter((file) => file !== null)]);
  }

  async #readNamed(path: string, held: readonly AgentIdentity[]): Promise<Identity> {
    const file = await this.#read(path);
    if (file === null)
      throw new SetupError(
        `there is no key ${path}`,
        "Name the file of a private key: --identity, or IdentityFile.",
      );
    return held.find(({ blob }) => blob.equals(file.blob)) ?? file;
  }

  #read(path: string): Promise<FileIdentity | null> {
    const reading = this.#files.get(path) ?? FileIdentity.read(path);
    this.#files.set(path, reading);
    return reading;
  }
}

function withoutDoubles(identities: readonly Identity[]): Identity[] {
  return identities.filter((one, at) => identities.findIndex(({ blob }) => blob.equals(one.blob)) === at);
}
