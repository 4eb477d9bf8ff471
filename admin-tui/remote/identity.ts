import { readFile } from "node:fs/promises";
import { type BaseAgent, type ParsedKey, type SignCallback, type SigningRequestOptions, utils } from "ssh2";
import { SetupError } from "../../setup/issues/exceptions.ts";
import type { Secret } from "../../setup/issues/secret.ts";
import { fingerprintKey, nameKeyType } from "../../setup/status/fingerprint-key.ts";
import { readPublicBlob } from "./read-public-blob.ts";

/** A key that can be offered to a server. */
export interface Identity {
  /** For people: the file, or the agent's comment. */
  readonly label: string;
  readonly blob: Buffer;
  sign(data: Buffer, options: SigningRequestOptions, done: SignCallback): void;
}

/** The server accepts this key, but nobody has told its passphrase yet. */
export class PassphraseNeededError extends SetupError {
  override readonly name = "PassphraseNeededError";
  readonly identity: FileIdentity;

  constructor(identity: FileIdentity) {
    super(
      `the key ${identity.label} has a passphrase`,
      `Put it into the agent (ssh-add ${identity.label}), or start clawdie-admin on a terminal.`,
    );
    this.identity = identity;
  }
}

/** A private key in a file; with a passphrase it stays closed until a server wants this very key. */
export class FileIdentity implements Identity {
  readonly label: string;
  readonly blob: Buffer;
  readonly #text: Buffer;
  #key: ParsedKey | null;

  private constructor(label: string, text: Buffer, blob: Buffer, key: ParsedKey | null) {
    this.label = label;
    this.blob = blob;
    this.#text = text;
    this.#key = key;
  }

  /** null when there is no such file. @throws SetupError when it is no private key that can be used. */
  static async read(path: string): Promise<FileIdentity | null> {
    const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw new SetupError(
        `the key ${path} cannot be read: ${error.message}`,
        "Correct its owner and mode (600).",
      );
    });
    if (text === null) return null;
    const key = utils.parseKey(text);
    if (!(key instanceof Error)) {
      if (!key.isPrivateKey())
        throw new SetupError(
          `${path} is a public key`,
          `Name the private one: ${path.replace(/\.pub$/, "")}`,
        );
      return new FileIdentity(path, text, key.getPublicSSH(), key);
    }
    const blob = readPublicBlob(text.toString("latin1"));
    if (blob === null)
      throw new SetupError(
        `${path} is no private key that can be used here: ${key.message}`,
        `Convert it to the OpenSSH format: ssh-keygen -p -f ${path}`,
      );
    return new FileIdentity(path, text, blob, null);
  }

  /** Nobody needs to be asked for its passphrase, or any more. */
  get unlocked(): boolean {
    return this.#key !== null;
  }

  /** false when the passphrase is not the one. */
  unlock(passphrase: Secret): boolean {
    const key = utils.parseKey(this.#text, passphrase.reveal());
    if (key instanceof Error) return false;
    this.#key = key;
    return true;
  }

  sign(data: Buffer, options: SigningRequestOptions, done: SignCallback): void {
    const signature = this.#key?.sign(data, options.hash) as Buffer | Error | undefined;
    if (signature === undefined) done(new PassphraseNeededError(this));
    else if (signature instanceof Error) done(signature);
    else done(null, signature);
  }
}

/** A key that an agent holds. */
export class AgentIdentity implements Identity {
  readonly label: string;
  readonly blob: Buffer;
  readonly #agent: BaseAgent;

  constructor(agent: BaseAgent, key: ParsedKey) {
    this.blob = key.getPublicSSH();
    this.label = `${key.comment || `${nameKeyType(key.type)} ${fingerprintKey(this.blob)}`} (agent)`;
    this.#agent = agent;
  }

  sign(data: Buffer, options: SigningRequestOptions, done: SignCallback): void {
    this.#agent.sign(this.blob, data, options, done);
  }
}
