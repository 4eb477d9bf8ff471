/** What every fault can say beside its kind. */
export interface FaultScope {
  /** How many calls it hits before it heals by itself; default: until cleared. */
  readonly times?: number;
}

export interface FaultSwitch<F extends FaultScope> {
  set(fault: F | null): void;
  /** The fault this call meets, counted; null when none is set, it is used up, or `applies` says no. */
  meet(applies: (fault: F) => boolean): F | null;
}

/** Holds the one fault a stand-in plays at a time. */
export function createFaultSwitch<F extends FaultScope>(): FaultSwitch<F> {
  let current: F | null = null;
  let left = 0;
  return {
    set(fault) {
      current = fault;
      left = fault?.times ?? Number.POSITIVE_INFINITY;
    },
    meet(applies) {
      if (current === null || left <= 0 || !applies(current)) return null;
      left -= 1;
      return current;
    },
  };
}
