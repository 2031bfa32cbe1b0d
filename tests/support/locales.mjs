// The reader's words, read from the product's own locale files, so that tests repeat none of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

const load = (lang) => JSON.parse(readFileSync(join(REPOSITORY, 'static', 'locales', `${lang}.json`), 'utf8'));
const locales = { id: load('id'), en: load('en') };

/** `t('id', 'loader.http', { status: 500 })` */
export function t(lang, key, values = {}) {
  const text = key.split('.').reduce((node, name) => node?.[name], locales[lang]);
  if (typeof text !== 'string') throw new Error(`there is no text "${key}" in static/locales/${lang}.json`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The same as a pattern in which every placeholder stands for anything. */
export const pattern = (lang, key) =>
  new RegExp(t(lang, key).split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'));
