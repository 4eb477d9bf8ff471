import { render } from "ink";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { createStatusDeps } from "../setup/status/status-deps.ts";
import { createBoxSources } from "./box-sources.ts";
import { LiveApp } from "./live-app.tsx";
import { adminUsage, parseAdminOptions } from "./parse-admin-options.ts";
import { renderOnce } from "./render-once.tsx";
import { chooseTheme } from "./theme.ts";

/** Entry point of `clawdie-admin`; answers its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseAdminOptions(argv);
  if (options === null || options.help) {
    (options === null ? process.stderr : process.stdout).write(adminUsage);
    return options === null ? 64 : 0;
  }
  const { stdout, env } = process;
  if (options.fleet || options.hosts.length > 0) {
    // Loaded only here: on a box the screen shall not wait for SSH.
    const { runRemote } = await import("./remote/run-remote.tsx");
    return runRemote(options, chooseTheme(env.TERM, options.plain || env.NO_COLOR !== undefined));
  }
  const sources = createBoxSources(createLinuxHost(), createStatusDeps());
  const theme = chooseTheme(env.TERM, options.plain || env.NO_COLOR !== undefined);
  if (options.once) {
    const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
    stdout.write(await renderOnce(sources, options.screen, size, theme));
    return 0;
  }
  if (!stdout.isTTY || !process.stdin.isTTY) {
    process.stderr.write(
      "clawdie-admin needs a terminal; without one: clawdie-admin --once, or clawdie status\n",
    );
    return 64;
  }
  const app = <LiveApp sources={sources} theme={theme} screen={options.screen} />;
  await render(app, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
  }).waitUntilExit();
  return 0;
}

process.exit(await main(process.argv.slice(2)));
