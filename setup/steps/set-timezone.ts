import { StepError } from "../issues/exceptions.ts";
import { neededIf, type StepHandler } from "./handler.ts";

const link = "/etc/localtime";
const file = "/etc/timezone";

export const setTimezone: StepHandler<"set-timezone"> = {
  async check({ timezone }, host) {
    const [target, name] = await Promise.all([host.readLink(link), host.readFile(file)]);
    return neededIf(
      target === zonePath(timezone) ? null : `${link} does not point to ${timezone}`,
      name?.toString("utf8") === `${timezone}\n` ? null : `${file} does not say ${timezone}`,
    );
  },
  async apply({ id, timezone }, host) {
    if ((await host.stat(zonePath(timezone))) === null) {
      const hint = "Use a name from the list of the tz database, for example Europe/Ljubljana.";
      throw new StepError(id, `This system knows no time zone ${timezone}`, hint);
    }
    await host.makeLink(link, zonePath(timezone));
    await host.writeFile(file, `${timezone}\n`, { mode: 0o644 });
  },
};

function zonePath(timezone: string): string {
  return `/usr/share/zoneinfo/${timezone}`;
}
