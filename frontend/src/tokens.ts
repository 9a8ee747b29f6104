// The colours of tokens.css as one object, for canvas drawing. Read again when the theme changes.

const NAMES = {
  paper: '--paper',
  panel: '--panel',
  ink: '--ink',
  muted: '--muted',
  line: '--line',
  accent: '--accent',
  band: '--band',
  barOutside: '--bar-outside',
  land: '--land',
  water: '--water',
  border: '--border',
  province: '--province',
  coast: '--coast',
  explosion: '--explosion',
  gunfire: '--gunfire',
  execution: '--execution',
  other: '--other',
  ui: '--ui',
  serif: '--serif',
} as const;

export type Tokens = Record<keyof typeof NAMES, string>;

export function readTokens(root: Element = document.documentElement): Tokens {
  const style = getComputedStyle(root);
  const tokens = {} as Tokens;
  for (const [name, variable] of Object.entries(NAMES)) tokens[name as keyof Tokens] = style.getPropertyValue(variable).trim();
  return tokens;
}
