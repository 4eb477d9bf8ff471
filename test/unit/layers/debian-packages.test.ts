import { expect, test } from "vitest";
import { buildAptSources, findMirrors, parseHostMirrors } from "../../../iso/layers/debian-packages.ts";

// The shape of `apt-get update --print-uris` on a Debian 12 computer with two repositories of other people.
const printed = [
  "'https://tools.example/apt/dists/tools-bookworm/InRelease' tools.example_apt_dists_tools-bookworm_InRelease 0 ",
  "'http://mirror.example/debian/dists/bookworm/InRelease' mirror.example_debian_dists_bookworm_InRelease 0 ",
  "'http://mirror.example/debian/dists/bookworm-updates/InRelease' mirror.example_debian_dists_bookworm-updates_InRelease 0 ",
  "'http://safe.example/debian-security/dists/bookworm-security/InRelease' safe.example_InRelease 0 ",
  "'http://other.example/security/dists/bookworm-security/InRelease' other.example_InRelease 0 ",
].join("\n");
const both = { archive: "http://mirror.example/debian", security: "http://safe.example/debian-security" };

test("archive and security archive are those of the computer's own apt, and nobody else's", () => {
  expect(parseHostMirrors(printed)).toEqual(both);
});

test("what apt does not know is left out, not guessed", () => {
  const [tools = "", archive = ""] = printed.split("\n");
  expect(parseHostMirrors(tools)).toEqual({});
  expect(parseHostMirrors(`${tools}\n${archive}`)).toEqual({ archive: both.archive });
});

test("mirrors that are given need no apt", async () => {
  expect(await findMirrors(both)).toEqual(both);
});

test("the release, its updates and its security updates, in this order", () => {
  expect(buildAptSources(both)).toBe(
    [
      "deb http://mirror.example/debian trixie main contrib non-free-firmware",
      "deb http://mirror.example/debian trixie-updates main contrib non-free-firmware",
      "deb http://safe.example/debian-security trixie-security main contrib non-free-firmware",
      "",
    ].join("\n"),
  );
});
