import { expect, test } from "vitest";
import { parseOperatorOptions } from "../../../controlplane/operator-command/parse-operator-options.ts";
import { renderLink } from "../../../controlplane/operator-command/render-link.ts";
import { html } from "../../../controlplane/pages/html.ts";
import { renderOverview } from "../../../controlplane/pages/overview-sections.ts";
import { parseSnapshots } from "../../../controlplane/view/read-snapshots.ts";
import { describeDevice } from "../../../controlplane/web/describe-device.ts";
import { buildStatus } from "../../build-status.ts";

const evil = `<script>alert("1")</script>'&\u202e\u001b[31m`;
const view = {
  ...{ status: buildStatus(), snapshots: { count: 0, latest: [] }, databases: [], events: [], trend: [] },
  ...{ certificate: null, bundle: null },
};

test("everything put into a page is escaped, what reverses or controls text included", () => {
  expect(html`<p title="${evil}">${[evil, html`<b>`]}${null}</p>`.text).not.toMatch(
    /<script|"1"|'&|\u202e|\u001b/,
  );
  expect(html`${"a"}${1}${html`<i>${"<"}</i>`}`.text).toBe("a1<i>&lt;</i>");
});

test("an overview whose every text is hostile holds no markup of it", () => {
  const status = buildStatus({ hostname: evil, assistantName: evil, version: evil, addresses: [evil] });
  const events = [{ at: new Date(0), message: evil }];
  const snapshots = { count: 1, latest: [{ name: evil, at: new Date(0) }] };
  const page = renderOverview({
    ...view,
    status,
    events,
    snapshots,
    databases: [{ name: evil, bytes: 1 }],
  }).text;
  expect(page).not.toContain("<script");
  expect(page.match(/&lt;script/g)?.length).toBeGreaterThan(4);
});

test("a service that was started and does not answer is not shown as well", () => {
  const silent = { health: "failing" as const, detail: "" };
  const status = buildStatus({ serviceHealth: { "clawdie-runtime": silent } });
  const row = /<tr><th scope="row">clawdie-runtime.*?<\/tr>/s;
  expect(row.exec(renderOverview({ ...view, status }).text)?.[0]).toContain(
    '<span class="badge failed">does not answer</span>',
  );
  expect(row.exec(renderOverview(view).text)?.[0]).toContain('<span class="badge ok">started</span>');
});

test("the trend of the disk shows once there is a day of it", () => {
  const sample = (hours: number, usedBytes: number) => ({ at: new Date(hours * 3_600_000), usedBytes });
  const text = (trend: ReturnType<typeof sample>[]) => renderOverview({ ...view, trend }).text;
  expect(text([sample(0, 1e9), sample(23, 9e9)])).not.toContain(" d)");
  expect(text([sample(0, 1024 ** 3), sample(72, 3 * 1024 ** 3)])).toContain("(+2.0 GiB in 3 d)");
  expect(text([sample(0, 3 * 1024 ** 3), sample(48, 1024 ** 3)])).toContain("(−2.0 GiB in 2 d)");
});

test("a recursive snapshot counts once, the newest come first", () => {
  const lines = ["zroot/a@one\t100", "zroot/b@one\t101", "zroot/a@two\t300", "garbage", "zroot/a@three\t200"];
  const { count, latest } = parseSnapshots(lines.join("\n"));
  expect(count).toBe(3);
  expect(latest.map(({ name }) => name)).toEqual(["two", "three", "one"]);
});

test("a browser is named as people know it", () => {
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604";
  const edge = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0";
  expect(describeDevice(phone)).toBe("Safari on iOS");
  expect(describeDevice(edge)).toBe("Edge on Windows");
  expect(describeDevice("curl/8")).toBe("Some browser");
});

test("set-operator takes one task and one email", () => {
  const parse = (line: string) => parseOperatorOptions(line.split(" "));
  expect(parse("Op@Example.org")).toEqual({
    ...{ task: "create", email: "op@example.org", hashFromStdin: false, socketFolder: null },
  });
  expect(parse("--reset --hash-from-stdin a@b.org")).toMatchObject({ task: "reset", hashFromStdin: true });
  expect(parse("--link a@example.org")).toMatchObject({ task: "link" });
  expect(parse("--show")).toMatchObject({ task: "show", email: "" });
  expect(parse("--help")).toBe("help");
  for (const line of ["--link --reset a@b.c", "a@b.c d@e.f", "--show a@b.c", "--password x a@b.c", ""]) {
    expect(parseOperatorOptions(line === "" ? [] : line.split(" ")), line).toBeNull();
  }
});

test("a link is there as text and as a code in black on white", () => {
  const url = "https://192.0.2.5:8443/welcome#token";
  const text = renderLink(url);
  expect(text.trimEnd().endsWith(url)).toBe(true);
  expect(text).toContain("\u001b[30;47m");
});
