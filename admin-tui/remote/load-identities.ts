import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { type AgentIdentity, FileIdentity, type Identity } from "./identity.ts";
import { readAgentIdentities } from "./key-ring.ts";

/** OpenSSH's usual names, best first. */
const usualNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

/** An agent that says nothing (of a connection that is gone, or waiting for a person elsewhere) is done without; less than settleFleet waits. */
const agentSeconds = 3;

export interface IdentitySources {
  readonly home: string;
  /** SSH_AUTH_SOCK. */
  readonly agentSocket: string | null;
}

/** Keys of this account for any number of boxes; each file is opened once, so that its passphrase is asked for once. */
export class IdentityStore {
  readonly #sources: IdentitySources;
  #asking: Promise<AgentIdentity[] | null> | null = null;
  #agentAnswers = true;
  readonly #files = new Map<string, Promise<FileIdentity | null>>();

  constructor(sources: IdentitySources) {
    this.#sources = sources;
  }

  /** Whether the agent answered when it was last asked; true when there is none. */
  get agentAnswers(): boolean {
    return this.#agentAnswers;
  }

  /**
   * With files named for the box only those, from the agent where it holds them. Otherwise the agent's, then the usual files.
   * @throws SetupError when a named file is not there or no key.
   */
  async load(named: readonly string[]): Promise<Identity[]> {
    const { home, agentSocket } = this.#sources;
    const told = agentSocket === null ? [] : await this.#askAgent(agentSocket);
    this.#agentAnswers = told !== null;
    const held = told ?? [];
    if (named.length > 0) return Promise.all(named.map((path) => this.#readNamed(path, held)));
    const paths = usualNames.map((name) => join(home, ".ssh", name));
    // A usual file that is unreadable or odd is no reason to give up: another key may fit.
    const files = await Promise.all(paths.map((path) => this.#read(path).catch(() => null)));
    return withoutDoubles([...held, ...files.filter((file) => file !== null)]);
  }

  /** null when it does not answer in time. One question at a time: it cannot be taken back, and boxes are tried again and again. */
  async #askAgent(socket: string): Promise<AgentIdentity[] | null> {
    this.#asking ??= readAgentIdentities(socket).finally(() => {
      this.#asking = null;
    });
    const limit = Promise.withResolvers<null>();
    const timer = setTimeout(limit.resolve, agentSeconds * 1000, null);
    const told = await Promise.race([this.#asking, limit.promise]);
    clearTimeout(timer);
    return told;
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
