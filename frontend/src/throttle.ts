// Runs at once, then at most every `ms`, and always once more with the last call.

export interface Throttled {
  (): void;
  now(): void;
}

export function throttle(run: () => void, ms: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const call = () => {
    if (timer !== undefined) {
      again = true;
      return;
    }
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      call();
    }, ms);
  };
  /** Without waiting, and forgetting what waited. */
  call.now = () => {
    clearTimeout(timer);
    timer = undefined;
    again = false;
    run();
  };
  return call;
}
