import { expect, test } from "vitest";
import { gatherBoxFacts } from "../../../setup/facts/gather-facts.ts";
import { buildNetworkSteps } from "../../../setup/plan/firstboot/network-steps.ts";
import type { NetworkSettings } from "../../../setup/settings/settings.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const network: NetworkSettings = {
  ...{ mode: "static", addresses: ["192.0.2.10/24"], gateways: ["192.0.2.1"] },
  dns: ["192.0.2.1"],
};

/** Each look at the cards: which of them have a cable then; the last one stays. */
async function chooseCard(
  named: string | null,
  looks: readonly (readonly string[])[],
  cards = ["eno1", "eno2"],
) {
  const root = await buildTempRoot({
    "/proc/meminfo": "MemTotal: 2000000 kB\n",
    ...(named === null
      ? {}
      : { "/etc/dhcpcd.conf": `duid\n\ninterface ${named}\nstatic ip_address=192.0.2.10/24\n` }),
  });
  let look = 0;
  const { host } = buildScriptedHost(() => {
    const cabled = looks[Math.min(look++, looks.length - 1)] ?? [];
    const links = cards.map((ifname) => ({
      ...{ ifname, link_type: "ether", address: "52:54:00:00:00:01" },
      flags: cabled.includes(ifname) ? ["UP", "LOWER_UP"] : ["UP"],
    }));
    return JSON.stringify(links);
  }, root);
  const [step] = buildNetworkSteps(buildSettings({ network }), await gatherBoxFacts(host)).filter(
    ({ id }) => id === "configure-network",
  );
  if (step?.kind !== "write-file") throw new Error("the step is gone");
  return { card: /^interface (\S+)$/m.exec(String(step.content))?.[1] ?? null, looks: look };
}

test.each([
  ["it has the cable", "eno2", [["eno1", "eno2"]], "eno2"],
  ["its cable is seen a few seconds after the start", "eno2", [[], [], ["eno2"]], "eno2"],
  ["another card is up before it", "eno2", [["eno1"], ["eno1"], ["eno1", "eno2"]], "eno2"],
  ["no card ever has a cable", "eno2", [[]], "eno2"],
  ["the cable was moved to another card", "eno2", [["eno1"]], "eno1"],
  ["it was taken out of the box", "eno9", [["eno2"]], "eno2"],
  ["none has it yet", null, [["eno2"]], "eno2"],
])("the static address stays on its card: %s", async (_, named, looks, expected) => {
  expect((await chooseCard(named, looks)).card).toBe(expected);
});

test("nobody waits where there is one card, or where the card has its cable", async () => {
  expect(await chooseCard("eno1", [[]], ["eno1"])).toEqual({ card: null, looks: 1 });
  expect((await chooseCard("eno1", [["eno1"]])).looks).toBe(1);
  expect((await chooseCard("eno1", [[]])).looks).toBe(11);
});
