import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseControlEnv,
  parseGeneratedTokens,
  renderControlEnv,
} from "../../../setup/config-files/control-env.ts";
import { renderDhcpcdConfig, renderDhcpcdHook } from "../../../setup/config-files/render-dhcpcd-config.ts";
import { findRulesMark, renderFirewall } from "../../../setup/config-files/render-firewall.ts";
import { renderPostgresConfig } from "../../../setup/config-files/render-postgres-config.ts";
import { zfsCacheLimit } from "../../../setup/config-files/zfs-cache-limit.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

const gibibyte = 1024 ** 3;
const tokens = { gatewayToken: new Secret("gateway"), controlToken: new Secret("control") };

describe("firewall", () => {
  test("opens port 22 only when SSH is wanted, and its mark tells the two apart", () => {
    const [open, closed] = [renderFirewall({ ssh: true }), renderFirewall({ ssh: false })];
    expect(open).toContain("tcp dport 22 accept");
    expect(closed).not.toContain("dport 22");
    expect(findRulesMark(open)).not.toBe(findRulesMark(closed));
    expect(findRulesMark("table inet other {}")).toBeNull();
  });
});

describe("control.env", () => {
  test("gives every text back, and the tokens for the next run", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (assistantName) => {
        const text = renderControlEnv(buildSettings({ assistantName }), tokens).reveal();
        expect(parseControlEnv(text)).toMatchObject({
          ASSISTANT_NAME: assistantName,
          TELEGRAM_BOT_TOKEN: canaries.telegramToken,
          GATEWAY_TOKEN: "gateway",
        });
        expect(parseGeneratedTokens(text)?.controlToken.reveal()).toBe("control");
      }),
    );
  });

  test("without both tokens there are none", () => {
    expect(parseGeneratedTokens("GATEWAY_TOKEN='x'\n")).toBeNull();
    expect(parseGeneratedTokens("")).toBeNull();
  });
});

describe("memory", () => {
  test.each([
    [1, 128],
    [2, 256],
    [16, 2048],
    [64, 4096],
  ])("of %i GiB lets ZFS cache %i MiB", (memory, limit) => {
    expect(zfsCacheLimit(memory * gibibyte)).toBe(limit * 1024 ** 2);
    // What the firmware takes does not move the limit.
    expect(zfsCacheLimit(memory * gibibyte - 40 * 1024 ** 2)).toBe(limit * 1024 ** 2);
  });

  test("of 2 GiB gives PostgreSQL 64 MB", () => {
    const places = { dataFolder: "/d", configFolder: "/c", socketFolder: "/s" };
    expect(renderPostgresConfig(places, 2 * gibibyte)).toContain("shared_buffers = 64MB\n");
  });
});

describe("network", () => {
  const network = {
    mode: "static",
    addresses: ["192.0.2.5/24", "192.0.2.6/24", "2001:db8::5/64"],
    gateways: ["192.0.2.1", "2001:db8::1"],
    dns: ["192.0.2.1", "2001:db8::1"],
  } as const;

  test("automatic has no static line and an empty hook", () => {
    expect(renderDhcpcdConfig({ mode: "automatic" }, null)).not.toContain("static ");
    expect(renderDhcpcdHook({ mode: "automatic" }, null)).not.toContain("ip ");
  });

  test("static names one address of each family; the hook adds the rest and the IPv6 gateway", () => {
    const lines = renderDhcpcdConfig(network, null).split("\n");
    expect(lines).toContain("static ip_address=192.0.2.5/24");
    expect(lines).toContain("static ip6_address=2001:db8::5/64");
    expect(lines).toContain("static routers=192.0.2.1");
    expect(lines).toContain("static domain_name_servers=192.0.2.1 2001:db8::1");
    expect(lines.some((line) => line.startsWith("interface"))).toBe(false);
    const hook = renderDhcpcdHook(network, "enp1s0");
    expect(hook).toContain('[ "$interface" = enp1s0 ]');
    expect(hook).toContain("ip address replace 192.0.2.6/24 ");
    expect(hook).toContain("ip -6 route replace default via 2001:db8::1 ");
  });

  test("an IPv4 address alone leaves IPv6 to the routers", () => {
    const ipv4 = {
      mode: "static",
      addresses: ["192.0.2.5/24"],
      gateways: ["192.0.2.1"],
      dns: ["192.0.2.1"],
    } as const;
    expect(renderDhcpcdConfig(ipv4, "enp1s0")).toContain("\ninterface enp1s0\nstatic ip_address");
    expect(renderDhcpcdConfig(ipv4, null)).not.toContain("noipv6rs");
  });
});
