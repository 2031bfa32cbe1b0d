// Functions for the flows about notifications.

import { join } from 'node:path';
import { file } from './http-responses.mjs';
import { configuration } from './articles.mjs';
import { t } from './locales.mjs';
import { BUNDLE } from './paths.mjs';
import { againIfStale } from './reader.mjs';

export const KEY = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U';
export const OTHER_KEY = 'BFOjdM6AsCL_sX5AYu197RBc0vffI93hcrU1tmujoMfPvIt18HvDnZeoz6khD37k0QmeESLLpeLMfBrMKXpaXzg';
export const WORKER = join(BUNDLE, 'baca-sw.js');

/** Adds the worker and a configuration with notifications to the site. */
export function serveNotifications(site, more = {}, base = configuration) {
  site.put('/baca-sw.js', file(WORKER));
  site.json('/config.json', {
    ...base,
    notifications: { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', subscribe: '/push/subscribe', topics: ['terkini'], after: { seconds: 0 }, ...more },
  });
}

/** Opens an article with the site's configuration. */
export const openArticle = (testPage, given = {}) => testPage.read({ src: '/warta.json', config: '/config.json', ...given });

/** Waits for the prompt. */
export const waitForPrompt = (reader) => reader.until('the prompt is shown', (_, root) => root.querySelector('[part~=prompt]'));

const bellWith = (_, root, name) => [...root.querySelectorAll('.bell')].find((bell) => bell.ariaLabel === name);
/** Returns the name of the bell with a status. */
export const bellName = (status) => `${t('id', 'panels.promptLabel')}: ${t('id', `panels.${status}`)}`;

/** Waits until the bell shows a status. */
export const waitForBell = (reader, status) => reader.until(`the bell shows ${status}`, bellWith, bellName(status));

/** Waits until the bell shows a status and returns it. */
export const findBell = (reader, status) => reader.element(`the bell shows ${status}`, bellWith, bellName(status));

/** Clicks the element that `find` resolves with. */
const clickOf = (find) => againIfStale(async () => (await find()).click());

/** Waits until the bell shows a status and presses it. */
export const pressBell = (reader, status) => clickOf(() => findBell(reader, status));

/** Presses a button of the prompt or of the bell's panel. */
export const press = (reader, where, key) => clickOf(() =>
  reader.element(`the button "${key}" exists`, (_, root, where, name) =>
    [...root.querySelectorAll(`${where} button`)].find((button) => button.textContent === name), where, t('id', `panels.${key}`)));

/** Accepts the prompt; `permission` is the answer to the browser's own prompt. */
export async function acceptPrompt(testPage, reader, permission = 'granted') {
  await reader.event('notifications', { state: 'asked' });
  await testPage.browser.permit('notifications', permission);
  await press(reader, '.prompt', 'promptYes');
}

/** Opens the page in a second tab, runs `act` there, then `check` in the first tab, and closes the second. */
export async function inAnotherTab(testPage, reader, act, check) {
  const first = await testPage.driver.getWindowHandle();
  const url = await testPage.driver.getCurrentUrl();
  await testPage.driver.switchTo().newWindow('tab');
  const second = await testPage.driver.getWindowHandle();
  try {
    await testPage.goTo(url);
    await reader.ready();
    await act();
    await testPage.driver.switchTo().window(first);
    await check();
  } finally {
    await testPage.driver.switchTo().window(second);
    await testPage.driver.close();
    await testPage.driver.switchTo().window(first);
  }
}

/** Resolves with the endpoint of the browser's subscription for this site; null if there is none. */
export const endpointOf = (reader) => reader.wait(async () => {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription) return subscription.endpoint;
  }
  return null;
});

/** Returns the reports that the site has received, in order. */
export const receivedReports = (site) => site.requestsTo('/push/subscribe').filter(({ complete }) => complete).map(({ method, body }) => ({ method, ...JSON.parse(body) }));
