import { formatDuration } from "../../setup/status/format-figures.ts";
import type { ServiceStatus, Status } from "../../setup/status/status.ts";
import type { Content } from "../build-content.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";
import type { Tone } from "../theme.ts";

/** Each service: what it answers to our own probe, what the supervisor believes, since when, how often it died. Pure. */
export function buildServices(status: Status, chosen: string | null, columns: number): Content {
  const names = status.services.map(({ name }) => name);
  const picked = chosen !== null && names.includes(chosen) ? chosen : names[0];
  const width = Math.max(8, ...names.map((name) => name.length));
  const head: Line = {
    text: `    ${cell("SERVICE", width)}  ${cell("HEALTH", 8)} ${cell("STATE", 9)} ${cell("UP", 11, "right")}  RESTARTS`,
    tone: "quiet",
  };
  const lines = status.services.map((service): Line => {
    const { health, tone } = judge(service, status);
    const text = `${cell(service.name, width)}  ${cell(health, 8)} ${cell(service.state, 9)} ${cell(describeUp(service, status), 11, "right")}  ${describeRestarts(service)}`;
    return {
      text: text.slice(0, columns - 4),
      tone,
      marked: true,
      selected: service.name === picked,
      bold: service.name === picked,
    };
  });
  const detail = picked === undefined ? undefined : status.serviceHealth[picked]?.detail;
  return {
    head: [head],
    lines: [
      ...lines,
      emptyLine,
      ...(detail === undefined ? [] : [{ text: `${picked}: ${detail}`, tone: "text" } as const]),
      { text: "Health is our own probe; state is what the supervisor believes.", tone: "quiet" },
    ],
    rows: names.map((name, at) => ({ name, line: at })),
  };
}

function judge({ name, state }: ServiceStatus, status: Status): { health: string; tone: Tone } {
  const health = status.serviceHealth[name]?.health;
  if (health === "ok") return { health: "ok", tone: "good" };
  if (health === "failing") return { health: "failing", tone: "bad" };
  const tones = { started: "good", failed: "bad", stopped: "quiet" } as const;
  return { health: "-", tone: tones[state as keyof typeof tones] ?? "warning" };
}

function describeUp({ since }: ServiceStatus, { time }: Status): string {
  return since === null ? "-" : formatDuration((Date.parse(time) - Date.parse(since)) / 1000);
}

function describeRestarts({ starts }: ServiceStatus): string {
  return starts === null ? "-" : String(Math.max(0, starts - 1));
}
