/** The house's tokens (light and dark); the shop's colour is the only one that changes. */
const LIGHT = {
  surface: '#FFFFFF', ground: '#F6F5F2', text: '#1E2320', second: '#5D655F', third: '#6B726D', line: '#E5E3DD', bad: '#C8372D', star: '#8A5A12',
};
const DARK = {
  surface: '#1C1F1D', ground: '#141615', text: '#E8ECE9', second: '#A7AFAA', third: '#8B938E', line: '#2E3330', bad: '#F07167', star: '#E0A43C',
};
const GREEN = { light: '#14795B', dark: '#35B58C' };

export function palette(color: string | undefined, dark: boolean): Record<string, string> {
  const own = color && /^#[0-9a-f]{6}$/i.test(color) ? color : dark ? GREEN.dark : GREEN.light;
  const tokens = dark ? DARK : LIGHT;
  return { ...tokens, onbad: inkOn(tokens.bad), primary: own, ink: inkOn(own) };
}

/** White or black, whichever is easier to read on the shop's colour: one of them always has 4.5 : 1. */
export function inkOn(color: string): string {
  return contrast(color, '#FFFFFF') >= contrast(color, '#000000') ? '#FFFFFF' : '#000000';
}

export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const part = (at: number): number => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
