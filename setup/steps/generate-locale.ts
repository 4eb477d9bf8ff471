import { needed, type StepHandler, satisfied } from "./handler.ts";

export const generateLocale: StepHandler<"generate-locale"> = {
  async check({ locale }, host) {
    const { stdout } = await host.run("locale", ["-a"], { chroot: true });
    const wanted = `${locale}.utf8`.toLowerCase();
    const found = stdout.split("\n").some((line) => line.trim().toLowerCase() === wanted);
    return found ? satisfied : needed(`the locale ${locale}.UTF-8 is not there`);
  },
  async apply({ locale }, host) {
    await host.run("localedef", ["-i", locale, "-f", "UTF-8", `${locale}.UTF-8`], { chroot: true });
  },
};
