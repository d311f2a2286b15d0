/** `Chrome · Windows` of a User-Agent header; null when it says nothing that people know. */
export function browserWords(agent: string | undefined): string | null {
  if (!agent) return null;
  const browser = first(agent, [[/Edg(e|A|iOS)?\//, 'Edge'], [/QQBrowser\//, 'QQ 浏览器'], [/MicroMessenger\//, '微信'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/(Chrome|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari']]);
  const system = first(agent, [[/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]);
  return [browser, system].filter(Boolean).join(' · ') || null;
}

function first(text: string, names: readonly (readonly [RegExp, string])[]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}
