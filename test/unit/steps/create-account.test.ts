import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";

const operator: Step = {
  ...{ id: "operator", title: "Create the operator", kind: "create-account", account: "clawdie" },
  ...{ home: "/home/clawdie", shell: "/bin/bash", groups: ["sudo", "adm"], system: false },
};
const service: Step = {
  ...{ id: "service", title: "Create the service", kind: "create-account", account: "clawdie-runtime" },
  ...{ home: "/var/lib/clawdie/runtime", shell: "/usr/sbin/nologin", groups: [], system: true },
};
const files = { "/etc/shadow": "root:*:1:0:99999:7:::\n", "/etc/gshadow": "root:*::\n", "/home/.keep": "" };

async function build() {
  const root = await buildTempRoot(files);
  const read = (path: string) => readFile(join(root, path), "utf8");
  return { root, host: createLinuxHost(root), read };
}

test("accounts are created once: a person with groups, a service without a shell and with a low number", async () => {
  const { host, read } = await build();
  expect(outcomesOf(await runSteps(host, [operator, service]))).toEqual(["done", "done"]);
  expect(outcomesOf(await runSteps(host, [operator, service]))).toEqual(["skipped", "skipped"]);
  expect(await read("/etc/passwd")).toMatch(/^clawdie:x:1000:1000::\/home\/clawdie:\/bin\/bash$/m);
  expect(await read("/etc/passwd")).toMatch(/^clawdie-runtime:x:\d{3}:\d{3}:.*:\/usr\/sbin\/nologin$/m);
  expect(await read("/etc/group")).toMatch(/^sudo:x:27:clawdie$/m);
  expect(await read("/etc/shadow")).toMatch(/^clawdie-runtime:!/m);
});

test("another shell and a missing group are put right", async () => {
  const { root, host, read } = await build();
  await runSteps(host, [operator]);
  const passwd = await read("/etc/passwd");
  await writeFile(
    join(root, "etc/passwd"),
    passwd.replace("/home/clawdie:/bin/bash", "/home/clawdie:/bin/sh"),
  );
  await writeFile(join(root, "etc/group"), (await read("/etc/group")).replace("adm:x:4:clawdie", "adm:x:4:"));
  expect(outcomesOf(await runSteps(host, [operator]))).toEqual(["done"]);
  expect(await read("/etc/passwd")).toContain("/home/clawdie:/bin/bash");
  expect(await read("/etc/group")).toContain("adm:x:4:clawdie");
});

test("an account cut short between its files is completed", async () => {
  const { root, host, read } = await build();
  await appendFile(
    join(root, "etc/passwd"),
    "clawdie-runtime:x:998:998::/var/lib/clawdie/runtime:/usr/sbin/nologin\n",
  );
  expect(outcomesOf(await runSteps(host, [service]))).toEqual(["done"]);
  expect(await read("/etc/group")).toMatch(/^clawdie-runtime:x:998:$/m);
});

test("a group that is there already becomes the account's own", async () => {
  const { root, host, read } = await build();
  await appendFile(join(root, "etc/group"), "clawdie-runtime:x:998:\n");
  expect(outcomesOf(await runSteps(host, [service]))).toEqual(["done"]);
  expect(await read("/etc/passwd")).toMatch(/^clawdie-runtime:x:\d+:998:/m);
});
