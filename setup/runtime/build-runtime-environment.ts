import { type RuntimeLayout, runtimeFolders } from "./runtime-layout.ts";

/**
 * The whole environment of the runtime (nothing is inherited). No secret is in it: what the agent starts inherits it.
 * Names: the runtime's own documentation, `gateway/embedding` and `cli/gateway/restart-and-supervision`. Pure.
 */
export function buildRuntimeEnvironment(layout: RuntimeLayout): Readonly<Record<string, string>> {
  const folders = runtimeFolders(layout);
  return {
    HOME: folders.home,
    PATH: "/usr/bin:/bin",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    TMPDIR: folders.tmp,
    // Compiled code is found by the way from its folder to the program: the image brings some (compile-runtime-ahead.ts).
    NODE_COMPILE_CACHE_PORTABLE: "1",
    // One arena for all threads instead of eight per core: about 100 MB less resident memory.
    MALLOC_ARENA_MAX: "1",
    OPENCLAW_STATE_DIR: folders.state,
    OPENCLAW_CONFIG_PATH: layout.runtimeConfig,
    // Our files are the only configuration; without this it writes copies beside them.
    OPENCLAW_CONFIG_READONLY: "1",
    OPENCLAW_SUPERVISOR_MODE: "external",
    OPENCLAW_NO_RESPAWN: "1",
    OPENCLAW_OFFLINE: "1",
    OPENCLAW_NO_AUTO_UPDATE: "1",
    OPENCLAW_DISABLE_BONJOUR: "1",
  };
}

/** `KEY=value` lines for `clawdie-runtime-run`, which passes them to `env -i`. Pure.
 *  @throws Error when a value could not survive the way: the script splits at line ends only. */
export function renderRuntimeEnvironment(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => {
      if (/[\n\r]/.test(value)) throw new Error(`${name} holds a line end`);
      return `${name}=${value}\n`;
    })
    .join("");
}
