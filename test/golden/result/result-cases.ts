import type { BoxName, ResultState } from "../../../firstboot/result-state.ts";
import type { Disk } from "../../../setup/facts/facts.ts";
import type { Issue } from "../../../setup/issues/issue.ts";
import type { SeedWipe, StickWipe } from "../../../setup/wipe/seed-wipe.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildHandoffRecord } from "../../build-status.ts";

const base = { version: "0.1.0", time: "2026-11-21T10:04:31.000Z", issues: [] };
const box: BoxName = {
  hostname: "clawdie",
  assistantName: "Clawdie",
  addresses: ["192.168.1.20", "2001:db8::20"],
  sshHostKey: "ED25519 SHA256:pB7LkqTBWCZyT5bTCTRW0d2kqyXdF1NgAQqKd3Wdh9s",
};

function buildSeedWipe(overrides: Partial<StickWipe>): SeedWipe {
  const source = {
    ...{ uuid: "1234-ABCD", partitionUuid: null, serial: "STICK-01" },
    ...{ sizeBytes: 67_108_864, wipedHash: "5eed".repeat(16) },
  };
  const at = "2026-11-21T10:04:30.000Z";
  const stick: StickWipe = { source, state: "left", at, wiped: [], left: [], begun: null, ...overrides };
  return { schema: 1, sticks: [stick] };
}

function issue(overrides: Partial<Issue>): Issue {
  return {
    code: "test.case",
    severity: "error",
    key: null,
    line: null,
    column: null,
    message: "",
    hint: "",
    words: {},
    ...overrides,
  };
}

function disk(overrides: Partial<Disk>): Disk {
  return buildDisk({
    model: "Samsung SSD 870 EVO 500GB",
    serial: "S6PNNJ0R412345X",
    sizeBytes: 500_107_862_016,
    signatures: ["gpt"],
    nonZero: true,
    bootCode: true,
    ...overrides,
  });
}

const windows = {
  path: "/dev/sda1",
  sizeBytes: 1,
  label: "Windows",
  partitionName: null,
  fileSystem: "ntfs",
};
const noLimit = issue({
  severity: "warning",
  key: "MONTHLY_LIMIT_USD",
  message: "There is no spending limit (MONTHLY_LIMIT_USD is blank).",
  hint: "Write an amount in US dollars a month, or set a limit for the key at openrouter.ai.",
});

/** One result of every kind; each has a golden text and a golden console block. */
export const resultCases: Readonly<Record<string, ResultState>> = {
  "no-seed": {
    ...base,
    kind: "install-stopped",
    disks: null,
    issues: [
      issue({
        code: "seed.not-found",
        message: 'No volume called CLAWDIESEED was found. Seen: /dev/sda1 (called "Windows", ntfs, 466 GiB).',
        hint: "Put the Clawdie stick in (the whole stick, with setup.txt on its volume CLAWDIESEED).",
      }),
    ],
  },
  "empty-file": {
    ...base,
    kind: "install-stopped",
    disks: null,
    issues: [
      issue({
        code: "file.empty",
        message: "The file is empty.",
        hint: "Fill in the four lines at the top of the template.",
      }),
    ],
  },
  "missing-key": {
    ...base,
    kind: "install-stopped",
    disks: null,
    issues: [
      issue({
        line: 7,
        key: "OPENROUTER_API_KEY",
        message: "OPENROUTER_API_KEY has no value.",
        hint: "Make a key at https://openrouter.ai/settings/keys and paste it after the equals sign.",
      }),
      issue({
        key: "TELEGRAM_ADMIN_ID",
        message: "TELEGRAM_ADMIN_ID is missing.",
        hint: "Add the line TELEGRAM_ADMIN_ID=your number.",
      }),
      noLimit,
    ],
  },
  "many-problems": {
    ...base,
    kind: "install-stopped",
    disks: [disk({ partitions: [windows] }), disk({ path: "/dev/sdb" })],
    issues: [
      ...Array.from({ length: 9 }, (_, at) =>
        issue({ line: at + 3, message: `Line ${at + 3} has no = in it.`, hint: "Write KEY=value." }),
      ),
      issue({ code: "disk.none-empty", message: "No disk is empty.", hint: "Put in an empty one." }),
    ],
  },
  "no-empty-disk": {
    ...base,
    kind: "install-stopped",
    disks: [
      disk({ partitions: [windows] }),
      disk({ path: "/dev/nvme0n1", model: null, serial: null, sizeBytes: 31_914_983_424, usedBy: ["/mnt"] }),
      disk({
        path: "/dev/sdb",
        model: "Évil\u001b[2J\\disk",
        signatures: [],
        nonZero: false,
        readOnly: true,
      }),
    ],
    issues: [
      issue({
        code: "disk.none-empty",
        message: "There is no empty disk to install on.",
        hint: "Add an empty disk, or empty one of those below yourself.",
      }),
    ],
  },
  "little-memory": {
    ...base,
    kind: "install-stopped",
    disks: null,
    issues: [
      issue({
        code: "machine.too-little-memory",
        message: "This machine has 1.0 GiB of memory; 2 GiB are needed.",
        hint: "Use a machine with more memory.",
      }),
    ],
  },
  installing: {
    ...base,
    kind: "installing",
    box: { ...box, addresses: [], sshHostKey: null },
    disk: { path: "/dev/nvme0n1", serial: null, model: null, sizeBytes: 31_914_983_424 },
  },
  "installed-rebooting": {
    ...base,
    kind: "installed-rebooting",
    box: { ...box, addresses: [], sshHostKey: null },
    issues: [noLimit],
    disk: {
      path: "/dev/sda",
      serial: "S6PNNJ0R412345X",
      model: "Samsung SSD 870 EVO 500GB",
      sizeBytes: 500_107_862_016,
    },
  },
  provisioning: {
    ...base,
    kind: "provisioning",
    box,
    step: { index: 12, total: 40, title: "Create the database system_ops" },
  },
  "ready-stick-wiped": {
    ...{ ...base, kind: "handed-over", box, handoff: buildHandoffRecord() },
    seed: buildSeedWipe({ state: "wiped", wiped: ["setup (1).txt", "setup.txt"] }),
  },
  "ready-stick-partly": {
    ...{ ...base, kind: "handed-over", box, handoff: buildHandoffRecord() },
    seed: buildSeedWipe({
      state: "partly",
      wiped: ["setup.txt"],
      left: [
        { name: "setup.docx", reason: "packed", detail: "" },
        { name: "my keys.txt", reason: "no-copy", detail: "" },
      ],
    }),
  },
  "ready-stick-protected": {
    ...{ ...base, kind: "handed-over", box, handoff: buildHandoffRecord() },
    seed: buildSeedWipe({ left: [{ name: null, reason: "write-protected", detail: "" }] }),
  },
  ready: { ...base, kind: "handed-over", seed: null, box, handoff: buildHandoffRecord(), issues: [noLimit] },
  "ready-foreign-name": {
    ...base,
    kind: "handed-over",
    seed: null,
    box: { ...box, assistantName: "Žiga Été 助手", hostname: "ziga" },
    handoff: buildHandoffRecord({}, "models.retired", "greeting.earlier"),
  },
  "waiting-not-started": {
    ...base,
    kind: "handed-over",
    seed: null,
    box,
    handoff: buildHandoffRecord(
      { state: "waiting", greetedAt: null },
      "telegram.not-started",
      "greeting.not-checked",
    ),
  },
  "waiting-offline": {
    ...base,
    kind: "handed-over",
    seed: null,
    box: { ...box, addresses: [] },
    handoff: buildHandoffRecord(
      { state: "waiting", greetedAt: null },
      "network.unreachable",
      "clock.not-checked",
      "telegram.not-checked",
      "model.not-checked",
      "greeting.not-checked",
    ),
  },
  "stopped-everything": {
    ...base,
    kind: "handed-over",
    seed: null,
    box,
    issues: [noLimit],
    handoff: buildHandoffRecord(
      { state: "stopped", greetedAt: null },
      "clock.wrong",
      "telegram.token-refused",
      "model.key-refused",
      "runtime.suppressed",
      "greeting.not-checked",
    ),
  },
  "step-failed-install": {
    ...base,
    kind: "step-failed",
    plan: "install",
    box: null,
    reportPath: null,
    failure: {
      step: "create-pool",
      title: "Create the pool zroot",
      message: "zpool create ended with exit code 1",
      hint: "The disk may be broken: try another one.",
      because: "Input/output error",
      stderrTail: "cannot create 'zroot': I/O error\n",
      issue: null,
    },
  },
  "step-failed-firstboot": {
    ...base,
    kind: "step-failed",
    plan: "firstboot",
    box,
    reportPath: "/var/lib/clawdie/journal.jsonl",
    failure: {
      step: "create-cluster",
      title: "Create the database cluster",
      message: "initdb did not run to its end",
      hint: "Look whether the disk is full.",
      because: null,
      stderrTail: null,
      issue: null,
    },
  },
};
