import {
  BaseAgent,
  createAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
  utils,
} from "ssh2";
import { AgentIdentity, type Identity } from "./identity.ts";

/** Several identities as one agent, in the order they shall be offered: keys of files and of the real agent alike. */
export class KeyRing extends BaseAgent<Buffer> {
  readonly identities: readonly Identity[];

  constructor(identities: readonly Identity[]) {
    super();
    this.identities = identities;
  }

  override getIdentities(done: IdentityCallback<Buffer>): void {
    done(
      null,
      this.identities.map(({ blob }) => blob),
    );
  }

  override sign(
    key: Buffer | ParsedKey | string,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    const finish = done ?? (options as SignCallback);
    const wanted = utils.parseKey(key);
    const blob = wanted instanceof Error ? null : wanted.getPublicSSH();
    const identity = this.identities.find((candidate) => blob?.equals(candidate.blob) === true);
    if (identity === undefined) finish(new Error("a key that was never offered"));
    else identity.sign(data, typeof options === "function" ? {} : options, finish);
  }
}

/** What the agent at this socket holds; null when none answers there. */
export function readAgentIdentities(socket: string): Promise<AgentIdentity[] | null> {
  return new Promise((resolve) => {
    const agent = createAgent(socket);
    agent.getIdentities((error, keys) => {
      const parsed = (keys ?? []).map((key) => utils.parseKey(key as ParsedKey));
      if (error) resolve(null);
      else resolve(parsed.flatMap((key) => (key instanceof Error ? [] : [new AgentIdentity(agent, key)])));
    });
  });
}
