import { escapeControls } from "../../setup/issues/escape-controls.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { readHostKey } from "./host-key.ts";
import { PassphraseNeededError } from "./identity.ts";
import {
  judgeHostKey,
  orderHostKeyAlgorithms,
  RefusedHostKeyError,
  UnknownHostKeyError,
} from "./judge-host-key.ts";
import { KeyRing } from "./key-ring.ts";
import { nameKnownHost } from "./known-hosts.ts";
import { readKnownHosts } from "./known-hosts-files.ts";
import type { IdentityStore } from "./load-identities.ts";
import { SshConnection } from "./ssh-connection.ts";
import type { SshTarget } from "./ssh-target.ts";

/** What connecting needs of this account. */
export interface SshAccount {
  readonly home: string;
  readonly identities: IdentityStore;
  /** For the whole handshake. */
  readonly timeoutSeconds: number;
}

/** A box that is gone is noticed after the third unanswered question. */
const keepalive = { keepaliveInterval: 5000, keepaliveCountMax: 3 };

/**
 * One attempt, without asking anybody anything.
 * @throws UnknownHostKeyError, RefusedHostKeyError, PassphraseNeededError, or SetupError: refused keys, no answer.
 */
export async function openTarget(target: SshTarget, account: SshAccount): Promise<SshConnection> {
  const hostName = nameKnownHost(target.host, target.port);
  const [known, identities] = await Promise.all([
    readKnownHosts(account.home),
    account.identities.load(target.identityFiles),
  ]);
  const ring = new KeyRing(identities);
  let distrust: SetupError | null = null;
  try {
    return await SshConnection.open({
      ...{ host: target.host, port: target.port, username: target.user },
      algorithms: { serverHostKey: orderHostKeyAlgorithms(known, hostName) },
      hostVerifier: (blob: Buffer) => {
        distrust = judgeHostKey(known, hostName, readHostKey(blob));
        return distrust === null;
      },
      agent: ring,
      authHandler: ["agent"],
      readyTimeout: account.timeoutSeconds * 1000,
      ...keepalive,
    });
  } catch (error) {
    throw distrust ?? explainFailure(error, target, ring, account.identities.agentAnswers);
  }
}

/** true for what trying again does not cure: a person has to do something first. Pure. */
export function needsPerson(error: unknown): boolean {
  return (
    error instanceof UnknownHostKeyError ||
    error instanceof RefusedHostKeyError ||
    error instanceof PassphraseNeededError ||
    error instanceof RefusedKeysError
  );
}

/** The box let none of the keys in. */
export class RefusedKeysError extends SetupError {
  override readonly name = "RefusedKeysError";
}

function explainFailure(error: unknown, target: SshTarget, ring: KeyRing, agentAnswers: boolean): SetupError {
  if (error instanceof SetupError) return error;
  const { level, message: words } = error as Error & { level?: string };
  // Whoever answers at this address wrote them, before any host key was looked at.
  const message = escapeControls(words);
  const isRefused = level === "client-authentication" || /authentication failures/i.test(message);
  if (isRefused) return explainRefusal(target, ring, agentAnswers, error);
  if (level === "agent")
    return new RefusedKeysError(`the agent did not sign: ${message}`, "Look with: ssh-add -l", {
      cause: error,
    });
  return new SetupError(`no SSH connection: ${explainNetwork(message)}`, cureNetwork, { cause: error });
}

const cureNetwork = "Is it on and in this network? Try: ping, then ssh -v with the same name.";

function explainRefusal(
  target: SshTarget,
  { identities }: KeyRing,
  agentAnswers: boolean,
  cause: unknown,
): RefusedKeysError {
  if (identities.length === 0) {
    return new RefusedKeysError(
      `no SSH key to offer: ${agentAnswers ? "none in the agent" : "the agent does not answer"}, none of the usual files in ~/.ssh`,
      "Name one with --identity, or start the agent and ssh-add it.",
      { cause },
    );
  }
  const tried = identities.map(({ label }) => label).join(", ");
  return new RefusedKeysError(
    `it refused every key offered to ${target.user}: ${tried}${agentAnswers ? "" : "; the agent does not answer"}`,
    // A box of ours stops listening after three: MaxAuthTries in render-sshd-config.ts.
    `A box takes the key of SSH_AUTHORIZED_KEY in its setup.txt and what is in ~/.ssh/authorized_keys there${identities.length > 3 ? "; it looks at three keys only, so name the right one with --identity" : ""}.`,
    { cause },
  );
}

const networkWords: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, "nothing listens there (connection refused)"],
  [/ENOTFOUND|EAI_AGAIN/, "the name is not known"],
  [/EHOSTUNREACH|ENETUNREACH/, "there is no way to it"],
  [/ETIMEDOUT|Timed out while waiting for handshake/, "no answer in time"],
  [/Connection lost before handshake|connection was closed|ECONNRESET/, "it closed the connection"],
];

function explainNetwork(message: string): string {
  return networkWords.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}
