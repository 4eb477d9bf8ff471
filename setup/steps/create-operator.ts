import { Secret } from "../issues/secret.ts";
import { hasOperator } from "../operator/has-operator.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

/** The first account only: what the operator changed in the dashboard since is never set back. */
export const createOperator: StepHandler<"create-operator"> = {
  async check(_step, host) {
    return (await hasOperator(host)) ? satisfied : needed("the dashboard has no operator");
  },
  async apply({ email, passwordHash }, host) {
    const program = `${boxLayout.programs}/programs/set-operator.mjs`;
    const input = new Secret(`${passwordHash.reveal()}\n`);
    await host.run(boxLayout.node, [program, "--hash-from-stdin", email], { input, timeoutSeconds: 180 });
  },
};
