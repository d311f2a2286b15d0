// The only place with colours in it. Meaning first: a colour that says nothing is not here.

export type Mode = 'light' | 'dark';

export interface Tokens {
  primary: string;
  onPrimary: string;
  ground: string;
  surface: string;
  raised: string;
  text: string;
  second: string;
  third: string;
  line: string;
  waitAmber: string;
  waitRed: string;
  waitDeep: string;
  presale: string;
  insale: string;
  aftersale: string;
  good: string;
  bad: string;
  /** The ground of notes, which buyers never see. */
  note: string;
  noteLine: string;
  /** The agent's own bubble and the selected row: primary at 10 % on the surface. */
  own: string;
  /** A row or button under the pointer. */
  hover: string;
}

const light = {
  primary: '#14795B', onPrimary: '#FFFFFF',
  ground: '#F6F5F2', surface: '#FFFFFF', raised: '#FFFFFF',
  text: '#1E2320', second: '#5D655F', third: '#6B726D', line: '#E5E3DD',
  waitAmber: '#8A5A12', waitRed: '#C8372D', waitDeep: '#9B1C1C',
  presale: '#2B6CB0', insale: '#6B46C1', aftersale: '#9C5413',
  good: '#14795B', bad: '#C8372D',
  note: '#FFF6D6', noteLine: '#E8D48A',
};

const dark = {
  primary: '#35B58C', onPrimary: '#10231B',
  ground: '#141615', surface: '#1C1F1D', raised: '#232725',
  text: '#E8ECE9', second: '#A7AFAA', third: '#8B938E', line: '#2E3330',
  waitAmber: '#E0A43C', waitRed: '#F07167', waitDeep: '#FF8A80',
  presale: '#7FB2EA', insale: '#B79BF0', aftersale: '#E39A5B',
  good: '#35B58C', bad: '#F07167',
  note: '#332D17', noteLine: '#5C5126',
};

export const tokens: Record<Mode, Tokens> = {
  light: { ...light, own: mix(light.primary, light.surface, 0.1), hover: mix(light.text, light.surface, 0.04) },
  dark: { ...dark, own: mix(dark.primary, dark.surface, 0.1), hover: mix(dark.text, dark.surface, 0.06) },
};

export const fontFamily = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** Text and the ground it stands on: every pair is readable, which a test keeps so. */
export const pairs: readonly (readonly [keyof Tokens, keyof Tokens])[] = [
  ...(['text', 'second', 'third'] as const).flatMap((ink) =>
    (['ground', 'surface', 'raised'] as const).map((ground) => [ink, ground] as const)),
  ...(['primary', 'waitAmber', 'waitRed', 'waitDeep', 'presale', 'insale', 'aftersale', 'good', 'bad'] as const).flatMap((ink) =>
    (['surface', 'raised'] as const).map((ground) => [ink, ground] as const)),
  ['onPrimary', 'primary'],
  ['text', 'own'], ['second', 'own'], ['text', 'note'], ['second', 'note'], ['text', 'hover'], ['second', 'hover'],
];

/** `share` of one opaque colour over another. */
export function mix(over: string, under: string, share: number): string {
  const [a, b] = [channels(over), channels(under)];
  return '#' + a.map((value, i) => Math.round(value * share + (b[i] ?? 0) * (1 - share)).toString(16).padStart(2, '0')).join('').toUpperCase();
}

/** WCAG contrast ratio of two opaque colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
