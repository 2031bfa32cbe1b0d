// What the flows about notifications have in common.

import { join } from 'node:path';
import { file } from './answers.mjs';
import { configuration } from './articles.mjs';
import { t } from './locales.mjs';
import { BUNDLE } from './paths.mjs';

export const KEY = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U';
export const OTHER_KEY = 'BFOjdM6AsCL_sX5AYu197RBc0vffI93hcrU1tmujoMfPvIt18HvDnZeoz6khD37k0QmeESLLpeLMfBrMKXpaXzg';
export const WORKER = join(BUNDLE, 'baca-sw.js');

/** Puts the worker and a configuration with notifications on the site. */
export function offer(site, more = {}, base = configuration) {
  site.put('/baca-sw.js', file(WORKER));
  site.json('/config.json', {
    ...base,
    notifications: { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', subscribe: '/push/subscribe', topics: ['terkini'], after: { seconds: 0 }, ...more },
  });
}

/** Opens an article of a site that offers them. */
export const openArticle = (stage, given = {}) => stage.read({ src: '/warta.json', config: '/config.json', ...given });

/** The question, once it is asked. */
export const question = (reader) => reader.until('the question is asked', (_, root) => root.querySelector('[part~=prompt]'));

/** The bell, once it says how things stand. */
export const bell = (reader, standing) => reader.until(`the bell says ${standing}`, (_, root, name) =>
  [...root.querySelectorAll('.bell')].find((bell) => bell.ariaLabel === name), `${t('id', 'rooms.promptLabel')}: ${t('id', `rooms.${standing}`)}`);

/** Presses a button of the question or of the bell's panel. */
export async function press(reader, where, key) {
  const button = await reader.until(`"${key}" is there`, (_, root, where, name) =>
    [...root.querySelectorAll(`${where} button`)].find((button) => button.textContent === name), where, t('id', `rooms.${key}`));
  await button.click();
}

/** Answers the question with yes, and the browser's own with `answer`. */
export async function sayYes(stage, reader, answer = 'granted') {
  await reader.event('notifications', { state: 'asked' });
  await stage.browser.permit('notifications', answer);
  await press(reader, '.prompt', 'promptYes');
}

/** Opens the reader's page in a second tab, does something there, then looks at what the first tab makes of it. */
export async function inAnotherTab(stage, reader, act, look) {
  const first = await stage.driver.getWindowHandle();
  const address = await stage.driver.getCurrentUrl();
  await stage.driver.switchTo().newWindow('tab');
  const second = await stage.driver.getWindowHandle();
  try {
    await stage.driver.get(address);
    await reader.ready();
    await act();
    await stage.driver.switchTo().window(first);
    await look();
  } finally {
    await stage.driver.switchTo().window(second);
    await stage.driver.close();
    await stage.driver.switchTo().window(first);
  }
}

/** The endpoint of the subscription that the browser has for this site. */
export const endpointOf = (reader) => reader.wait(async () => {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription) return subscription.endpoint;
  }
  return null;
});

/** What the site was told, in order. */
export const told = (site) => site.requestsTo('/push/subscribe').filter(({ complete }) => complete).map(({ method, body }) => ({ method, ...JSON.parse(body) }));
