// The colours that a site may choose for its embed: light or dark, and an accent. What cannot be read is not taken.

/** At least this between text and what it stands on (WCAG 2, 1.4.3). */
const LEAST_CONTRAST = 4.5;
const HEX = /^[0-9a-f]{6}$/i;

export interface Theme {
  scheme: 'light' | 'dark' | null;
  accent: string | null; // "#1f5673"
}

export function themeFromQuery(query: string): Theme {
  const params = new URLSearchParams(query);
  const scheme = params.get('theme');
  const accent = params.get('accent') ?? '';
  return {
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : null,
    accent: HEX.test(accent) ? `#${accent.toLowerCase()}` : null,
  };
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The accent, where words in it can be read on each of these grounds. */
export function readableAccent(accent: string | null, grounds: readonly string[]): string | null {
  if (accent === null) return null;
  return grounds.every((ground) => contrast(accent, ground) >= LEAST_CONTRAST) ? accent : null;
}
