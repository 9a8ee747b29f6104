// What the embed tells the page around it: how tall it would like to be, and, under WordPress, which link was pressed.
// It listens to nothing: no message from outside can change what is shown.

/** WordPress puts a secret behind the address (#?secret=…) and takes messages that repeat it. */
export function secretOf(hash: string): string | null {
  return /^#\?secret=([A-Za-z0-9]{1,64})$/.exec(hash)?.[1] ?? null;
}

const TALLEST = 720;
const LOWEST = 420;
/** Three quarters of its width, so that a map of the region fits, and room for the words. */
export function wishedHeight(width: number): number {
  return Math.round(Math.min(TALLEST, Math.max(LOWEST, width * 0.75)));
}

export interface Host {
  height(value: number): void;
  link(href: string): void;
}

/** Neither message holds anything of the data: a height, or an address of this map that the reader pressed. */
export function createHost(parent: Pick<Window, 'postMessage'> | null, secret: string | null): Host {
  const say = (message: Record<string, unknown>) => parent?.postMessage(secret === null ? message : { ...message, secret }, '*');
  return {
    height: (value) => say({ message: 'height', value }),
    link(href) {
      if (secret !== null) say({ message: 'link', value: href });
    },
  };
}
