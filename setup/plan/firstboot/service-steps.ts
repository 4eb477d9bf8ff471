import { boxLayout } from "../box-layout.ts";
import type { Step, StepOf } from "../step.ts";

const { services } = boxLayout;

/** The control plane and the assistant, last: everything they read is in place by now. */
export function buildServiceSteps(): Step[] {
  return [
    enableStep(services.control, "default", "Let the control plane start at every boot"),
    enableStep(services.runtime, "default", "Let the assistant start at every boot"),
    enableStep(services.actions, "default", "Let the runner of actions start at every boot"),
    startStep(services.actions, "Start the runner of actions"),
    startStep(services.control, "Start the control plane"),
    startStep(services.runtime, "Start the assistant"),
    waitStep("clawdie-controlplane", 180, "Wait until the control plane answers"),
    // 204 s were measured in an emulated machine, 5–10 s on real hardware (RUNTIME facts).
    waitStep("clawdie-runtime", 1200, "Wait until the assistant is up (usually less than 5 minutes)"),
  ];
}

export function enableStep(service: string, runlevel: string, title: string): StepOf<"enable-service"> {
  return { id: `enable-${service}`, kind: "enable-service", title, service, runlevel };
}

export function disableStep(service: string, runlevel: string, title: string): StepOf<"disable-service"> {
  return { id: `disable-${service}`, kind: "disable-service", title, service, runlevel };
}

export function startStep(service: string, title: string): StepOf<"start-service"> {
  return { id: `start-${service}`, kind: "start-service", title, service };
}

export function waitStep(
  service: StepOf<"wait-for-service">["service"],
  timeoutSeconds: number,
  title: string,
): StepOf<"wait-for-service"> {
  return { id: `wait-for-${service}`, kind: "wait-for-service", title, service, timeoutSeconds };
}
