import { escapeControls } from "../issues/escape-controls.ts";

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** "512 MiB", "3.8 GiB", "476 GiB". Pure. */
export function formatBytes(bytes: number): string {
  if (bytes < gibibyte) return `${Math.round(bytes / mebibyte)} MiB`;
  const size = bytes / gibibyte;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} GiB`;
}

/** "45 s", "12 min", "3 h 5 min", "2 d 4 h". Pure. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [whole / 86_400, (whole / 3600) % 24, (whole / 60) % 60].map(Math.floor) as [
    number,
    number,
    number,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${whole} s`;
}

/** ISO 8601 → "2026-11-21 10:04 UTC". Pure. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** Lines of at most `columns`, broken at spaces; a longer word (a link) stays whole, and none can drive a terminal. Pure. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(/\s+/).filter((part) => part !== "");
  for (const word of words.map(escapeControls)) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}
