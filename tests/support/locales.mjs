// Reads interface texts from the locale files, so that tests do not repeat them.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

const FOLDER = join(REPOSITORY, 'static', 'locales');

/** All interface languages, sorted. */
export const LANGUAGES = readdirSync(FOLDER).map((file) => basename(file, '.json')).sort();

const load = (lang) => JSON.parse(readFileSync(join(FOLDER, `${lang}.json`), 'utf8'));
const locales = Object.fromEntries(LANGUAGES.map((lang) => [lang, load(lang)]));

/** Returns the text of a key with its placeholders replaced: `t('id', 'loader.http', { status: 500 })`. */
export function t(lang, key, values = {}) {
  const text = key.split('.').reduce((node, name) => node?.[name], locales[lang]);
  if (typeof text !== 'string') throw new Error(`there is no text "${key}" in static/locales/${lang}.json`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Returns a regular expression for the text in which every placeholder matches any text. */
export const pattern = (lang, key) =>
  new RegExp(t(lang, key).split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'));
