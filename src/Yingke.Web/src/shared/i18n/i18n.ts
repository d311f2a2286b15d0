import { createSavedStore, useStore } from '../store';
import { texts, type Language, type TextKey } from './texts';

export type { Language, TextKey } from './texts';

export type Words = Record<string, string | number>;
export type Translate = (key: TextKey, words?: Words) => string;

export const language = createSavedStore<Language>('yingke.language', 'zh-CN');

/** The text in the language of the moment. `{name}` is filled in; `{n|message|messages}` chooses by number. */
export const translate: Translate = (key, words) => textIn(language.get(), key, words);

/** Between the words of a list. */
export const comma = () => translate('common.comma');

/** Between its sentences. */
export const semicolon = () => translate('common.semicolon');

export function textIn(lang: Language, key: TextKey, words: Words = {}): string {
  const dot = key.indexOf('.');
  const text = texts[lang][key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key;
  return text
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) => (words[name] === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in words ? String(words[name]) : whole));
}

/** Whether there is a text for a key that came from outside, such as an error's code. */
export function hasText(key: string): key is TextKey {
  const dot = key.indexOf('.');
  return texts['zh-CN'][key.slice(0, dot)]?.[key.slice(dot + 1)] !== undefined;
}

export function useT(): Translate {
  const lang = useStore(language);
  return (key, words) => textIn(lang, key, words);
}
