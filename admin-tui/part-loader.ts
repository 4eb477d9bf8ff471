import type { AdminState, Part, Parts } from "./admin-state.ts";
import type { Box } from "./box.ts";
import { type LoadedId, loadPart, screenParts } from "./load-part.ts";

export type TellPart = (id: LoadedId, part: Part<Parts[LoadedId]["value"]>) => void;

/** Reads what the shown screen needs and has not got, or not lately; nothing is asked for twice at a time. */
export class PartLoader {
  readonly #loading = new Set<LoadedId>();
  readonly #box: Box;
  readonly #now: () => number;
  readonly #tell: TellPart;

  constructor(box: Box, now: () => number, tell: TellPart) {
    this.#box = box;
    this.#now = now;
    this.#tell = tell;
  }

  /** @param again Also what was read lately. */
  load({ screen, parts }: Pick<AdminState, "screen" | "parts">, again: boolean): void {
    for (const { id, seconds } of screenParts[screen] ?? []) {
      const { at } = parts[id];
      const old = at === null || this.#now() - at >= seconds * 1000;
      if (this.#loading.has(id) || !(old || again)) continue;
      this.#loading.add(id);
      void this.#read(id).then((part) => {
        this.#loading.delete(id);
        this.#tell(id, part);
      });
    }
  }

  async #read(id: LoadedId): Promise<Part<Parts[LoadedId]["value"]>> {
    try {
      return { value: await loadPart(this.#box, id), error: null, at: this.#now() };
    } catch (error) {
      const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      return { value: null, error: message, at: this.#now() };
    }
  }
}
