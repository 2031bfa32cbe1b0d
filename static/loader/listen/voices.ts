/** The voices of the device. */

import { readStored, store } from "../storage.ts";

/** Keys in the site's storage: the speed, and the chosen voice of each language. */
const RATE_KEY = "baca:listen";
const VOICE_KEY = "baca:voices";

/** The speeds that can be chosen, as factors of the voice's own. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

const primary = (lang: string) => lang.toLowerCase().split(/[-_]/)[0]!;
const nameOf = ({ voiceURI, name }: SpeechSynthesisVoice) => voiceURI || name;

/** Returns the voices that speak a language; those of the device before those that send the text to a server. */
export const voicesOf = (lang: string): SpeechSynthesisVoice[] =>
  (globalThis.speechSynthesis?.getVoices() ?? [])
    .filter((voice) => primary(voice.lang) === primary(lang))
    .sort((a, b) => Number(b.localService) - Number(a.localService));

/** Returns the voice that was chosen for a language, else the first one. */
export function voiceFor(lang: string): SpeechSynthesisVoice | undefined {
  const chosen = readStored<Record<string, string>>(VOICE_KEY)?.[primary(lang)];
  const voices = voicesOf(lang);
  return voices.find((voice) => nameOf(voice) === chosen) ?? voices[0];
}

/** Stores the voice that the person has chosen for a language. */
export function chooseVoice(lang: string, voice: SpeechSynthesisVoice): void {
  store(VOICE_KEY, { ...readStored<Record<string, string>>(VOICE_KEY), [primary(lang)]: nameOf(voice) });
}

/** Returns the stored speed; 1 if there is none. */
export function storedRate(): number {
  const rate = readStored<number>(RATE_KEY);
  return RATES.includes(rate!) ? rate! : 1;
}

/** Stores the speed. */
export const storeRate = (rate: number) => store(RATE_KEY, rate);
