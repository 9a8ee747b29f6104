// What the first view does not need, when the browser has nothing better to do.

const WITHOUT_IDLE_MS = 200; // Safari has no idle callback

export function idle(run: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(() => run());
  else setTimeout(run, WITHOUT_IDLE_MS);
}
