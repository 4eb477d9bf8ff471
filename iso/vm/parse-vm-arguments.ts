import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Firmware, GuestForward } from "./machine-spec.ts";

/** What the command line asks for. Paths are as typed; null means "the default". */
export interface VmRequest {
  readonly command: "install" | "boot";
  readonly disk: string;
  /** setup.txt, or a folder whose files go onto the stick; only null for `boot`. */
  readonly setup: string | null;
  readonly image: string | null;
  readonly stick: string | null;
  readonly firmware: Firmware;
  readonly json: string | null;
  readonly memoryMebibytes: number;
  readonly diskGibibytes: number;
  readonly extraDisks: readonly string[];
  /** Each counts from its own power-on, in seconds. */
  readonly powerCuts: readonly number[];
  readonly linkDown: boolean;
  readonly rtcBase: string;
  readonly serialLog: string | null;
  readonly sshPort: number | null;
  readonly timeoutSeconds: number;
  readonly guestForwards: readonly GuestForward[];
  readonly keepRunning: boolean;
}

/** A command line we cannot follow; the message says which word is wrong. */
export class VmUsageError extends Error {
  override readonly name = "VmUsageError";
}

const optionTable = {
  help: { type: "boolean", short: "h" },
  setup: { type: "string" },
  disk: { type: "string" },
  image: { type: "string" },
  stick: { type: "string" },
  firmware: { type: "string", default: "uefi" },
  json: { type: "string" },
  memory: { type: "string", default: "2048" },
  "disk-size": { type: "string", default: "8" },
  "extra-disk": { type: "string", multiple: true, default: [] },
  "power-cut-after": { type: "string", multiple: true, default: [] },
  "link-down": { type: "boolean", default: false },
  rtc: { type: "string", default: "utc" },
  "serial-log": { type: "string" },
  "ssh-port": { type: "string" },
  timeout: { type: "string", default: "3600" },
  "guest-forward": { type: "string", multiple: true, default: [] },
  "keep-running": { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Pure. @throws VmUsageError */
export function parseVmArguments(argv: readonly string[]): VmRequest | "help" {
  const { values, positionals } = readWords(argv);
  if (values.help === true || (positionals.length === 0 && argv.length === 0)) return "help";
  const command = readCommand(positionals);
  if (values.disk === undefined) throw new VmUsageError("--disk <qcow2> is missing");
  if (command === "install" && values.setup === undefined)
    throw new VmUsageError("--setup <file> is missing");
  if (command === "boot" && values.setup !== undefined)
    throw new VmUsageError("--setup goes with install only");
  return {
    command,
    disk: values.disk,
    setup: values.setup ?? null,
    image: values.image ?? null,
    stick: values.stick ?? null,
    firmware: readFirmware(values.firmware),
    json: values.json ?? null,
    memoryMebibytes: readNumber("--memory", values.memory, 64, 1_048_576),
    diskGibibytes: readNumber("--disk-size", values["disk-size"], 1, 65_536),
    extraDisks: values["extra-disk"],
    powerCuts: values["power-cut-after"].map((text) => readNumber("--power-cut-after", text, 1, 86_400)),
    linkDown: values["link-down"],
    rtcBase: readClock(values.rtc),
    serialLog: values["serial-log"] ?? null,
    sshPort:
      values["ssh-port"] === undefined ? null : readNumber("--ssh-port", values["ssh-port"], 1, 65_535),
    timeoutSeconds: readNumber("--timeout", values.timeout, 1, 86_400),
    guestForwards: values["guest-forward"].map(readGuestForward),
    keepRunning: values["keep-running"],
  };
}

function readWords(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: optionTable, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new VmUsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readCommand(positionals: readonly string[]): "install" | "boot" {
  const [command, ...rest] = positionals;
  if (rest.length > 0) throw new VmUsageError(`${rest[0]} is one word too many`);
  if (command === "install" || command === "boot") return command;
  throw new VmUsageError(`${command ?? "nothing"} is not a command; use install or boot`);
}

function readFirmware(text: string): Firmware {
  if (text === "uefi" || text === "bios") return text;
  throw new VmUsageError(`--firmware ${text} is not known; use uefi or bios`);
}

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new VmUsageError(`${option} ${text} is not a whole number from ${least} to ${most}`);
}

/** QEMU knows "utc" or a date, with or without a time. */
function readClock(text: string): string {
  if (text === "utc" || /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/.test(text)) return text;
  throw new VmUsageError(`--rtc ${text} is not a date such as 1970-01-01 or 1970-01-01T12:00:00`);
}

function readGuestForward(text: string): GuestForward {
  const match = text.match(/^(10\.0\.2\.\d{1,3}):(\d{1,5})=([A-Za-z0-9.-]+):(\d{1,5})$/);
  const [, guestAddress = "", guestPort = "", hostAddress = "", hostPort = ""] = match ?? [];
  if (match === null)
    throw new VmUsageError(`--guest-forward ${text} is not 10.0.2.<n>:<port>=<host>:<port>`);
  const port = (value: string): number => readNumber("--guest-forward", value, 1, 65_535);
  return { guestAddress, guestPort: port(guestPort), hostAddress, hostPort: port(hostPort) };
}
