import { expect, test } from "vitest";
import { createPatience } from "../../../firstboot/patience.ts";
import type { Told } from "../../../firstboot/teller.ts";
import { buildCheck, buildHandoffRecord } from "../../build-status.ts";

const runtime = (code: "runtime.down" | "runtime.starting") =>
  buildHandoffRecord({
    state: "waiting",
    checks: [buildCheck(code)],
  });
const noCredit = buildHandoffRecord({
  state: "waiting",
  checks: [buildCheck("model.no-credit")],
});

function start() {
  const told: Told["kind"][] = [];
  const clock = { seconds: 0 };
  const tell = async ({ kind }: Told) => void told.push(kind);
  return { told, clock, patience: createPatience(tell, () => clock.seconds) };
}

test("a runtime that starts is told as being set up, once", async () => {
  const { told, patience } = start();
  await patience.take(runtime("runtime.down"));
  await patience.take(runtime("runtime.starting"));
  await patience.look();
  expect(told).toEqual(["provisioning"]);
});

test("a runtime that does not come up is told as missing after five minutes, once", async () => {
  const { told, clock, patience } = start();
  await patience.take(runtime("runtime.down"));
  clock.seconds = 301;
  await patience.look();
  await patience.look();
  expect(told).toEqual(["provisioning", "handed-over"]);
});

test("what people must mend is told at once", async () => {
  const { told, patience } = start();
  await patience.take(noCredit);
  expect(told).toEqual(["handed-over"]);
});
