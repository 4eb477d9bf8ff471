import { Secret } from "../issues/secret.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Plan } from "../plan/plan.ts";
import type { StepKind, StepOf } from "../plan/step.ts";

/** What this box shall be, read out of its own first boot plan: nothing is written down twice. */
export interface Expectation {
  readonly files: readonly StepOf<"write-file">[];
  readonly folders: readonly StepOf<"make-folder">[];
  readonly accounts: readonly StepOf<"create-account">[];
  readonly databases: readonly StepOf<"create-database">[];
  readonly services: readonly StepOf<"enable-service">[];
  readonly parameters: Readonly<Record<string, string>>;
  /** There is a key, so SSH runs. */
  readonly ssh: boolean;
  /** Ports the firewall lets in, as "tcp 22". The dashboard's set is another matter. */
  readonly openings: readonly string[];
}

/** Pure. */
export function buildExpectation(plan: Plan): Expectation {
  const of = <K extends StepKind>(kind: K) => plan.steps.filter((step) => step.kind === kind) as StepOf<K>[];
  const files = of("write-file");
  const rules = files.find(({ path }) => path === firewallRules)?.content;
  return {
    files,
    folders: of("make-folder"),
    accounts: of("create-account"),
    databases: of("create-database"),
    services: of("enable-service"),
    parameters: Object.assign({}, ...of("set-kernel-parameters").map(({ parameters }) => parameters)),
    ssh: of("enable-service").some(({ service }) => service === "ssh"),
    openings: listOpenings(typeof rules === "string" ? rules : ""),
  };
}

export const firewallRules = "/etc/nftables.conf";

/** "tcp 22" for each rule `tcp dport 22 … accept` of an nftables text. Pure. */
export function listOpenings(rules: string): string[] {
  return [...rules.matchAll(/\b(tcp|udp) dport (\d+)\b.*\baccept\b/g)].map(
    ([, protocol, port]) => `${protocol} ${port}`,
  );
}

/** Content of a planned file without secrets. Pure. */
export function plannedText(box: Expectation, path: string): string {
  const content = box.files.find((file) => file.path === path)?.content;
  return typeof content === "string" ? content : "";
}

/** The assistant may edit the files of its workspace. Pure. */
export function isFixed({ path }: { readonly path: string }): boolean {
  return !path.startsWith(`${boxLayout.runtimeHome}/`);
}

/** Pure. */
export function isSecretFile({ content }: StepOf<"write-file">): boolean {
  return content instanceof Secret;
}
