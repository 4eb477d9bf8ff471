import { expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { renderSpendingSettings } from "../../../setup/spending/spending-settings.ts";
import { gatherServices } from "../../../setup/status/gather-services.ts";
import { gatherSpending } from "../../../setup/status/gather-spending.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const link = "/etc/runlevels/default/clawdie-spending";
const settings = renderSpendingSettings({ limitUsd: 20, serviceUrl: "https://x", port: 1, ledger: "/l" });
const view = {
  ...{ limitUsd: 20, month: "2026-11", spentUsd: 3, state: "ok" as const },
  ...{ figureAt: null, uncounted: 0 },
};

test("without a limit there is nothing to tell, and the guard is not among the services", async () => {
  const host = createLinuxHost(await buildTempRoot({ "/etc/clawdie/spending.json": settings }));
  expect(await gatherSpending(host, async () => view)).toBeNull();
  expect((await gatherServices(host)).map(({ name }) => name)).not.toContain("clawdie-spending");
});

test("with a limit the guard is asked; when it is silent, the limit is known and the spending is not", async () => {
  const host = createLinuxHost(await buildTempRoot({ "/etc/clawdie/spending.json": settings, [link]: "" }));
  expect(await gatherSpending(host, async () => view)).toEqual(view);
  expect(await gatherSpending(host, async () => null)).toMatchObject({
    ...{ limitUsd: 20, spentUsd: null, state: "unknown" },
  });
  expect((await gatherServices(host)).map(({ name }) => name)).toContain("clawdie-spending");
});
