// Starts Chromium, Firefox and WebKitGTK with the installed drivers, each with a new profile and with the
// proxy of proxy.mjs for all hosts except loopback. BACA_BROWSERS=chromium,firefox,webkit selects engines.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, Capabilities } from 'selenium-webdriver';
import { Command } from 'selenium-webdriver/lib/command.js';
import chrome from 'selenium-webdriver/chrome.js';
import firefox from 'selenium-webdriver/firefox.js';
import { TIMEOUT_MS } from './timeouts.mjs';
import { freePort, listening, startProgram } from './processes.mjs';
import { findMiniBrowser, findProgram, isLeftOut } from './tools.mjs';

export const DESK = { width: 1280, height: 900 };

const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'baca-flow-'));

const ENGINES = {
  chromium: {
    programs: () => ({
      driver: findProgram('chromedriver'),
      browser: findProgram('chromium', 'chromium-browser', 'google-chrome'),
    }),
    install: 'apt-get install --no-install-recommends chromium chromium-driver',

    async start({ driver, browser }, { proxy, size, args = [] }, started) {
      const profile = temporaryFolder();
      const service = await startProgram(driver, ['--port=0'], { ready: /started successfully on port (\d+)/ });
      started.push(service.end);
      const options = new chrome.Options()
        .setBinaryPath(browser)
        .setAcceptInsecureCerts(true)
        .setPageLoadStrategy('eager')
        .addArguments(
          '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage',
          '--no-first-run', '--no-default-browser-check', '--disable-default-apps',
          '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-domain-reliability',
          '--disable-features=OptimizationHints,MediaRouter,Translate',
          `--proxy-server=${proxy.address}`, `--user-data-dir=${profile}`, `--window-size=${size.width},${size.height}`, ...args,
        );
      return {
        driver: await new Builder().disableEnvironmentOverrides().usingServer(`http://127.0.0.1:${service.match[1]}`).forBrowser('chrome').setChromeOptions(options).build(),
        end: () => (service.end(), rmSync(profile, { recursive: true, force: true })),
      };
    },
  },

  firefox: {
    programs: () => ({ driver: findProgram('geckodriver'), browser: findProgram('firefox-esr', 'firefox') }),
    install: 'apt-get install --no-install-recommends firefox-esr, and cargo install geckodriver --locked',

    async start({ driver, browser }, { proxy, size, prefs = {} }, started) {
      // System access lets a test click notifications.
      const service = await startProgram(driver, ['--port=0', '--allow-system-access'], { ready: /Listening on [\d.]+:(\d+)/ });
      started.push(service.end);
      const [host, port] = proxy.address.split(':');
      const options = new firefox.Options()
        .setBinary(browser)
        .setAcceptInsecureCerts(true)
        .setPageLoadStrategy('eager')
        .addArguments('-headless', `--width=${size.width}`, `--height=${size.height}`);
      const preferences = {
        'network.proxy.type': 1,
        'network.proxy.http': host,
        'network.proxy.http_port': Number(port),
        'network.proxy.ssl': host,
        'network.proxy.ssl_port': Number(port),
        'network.captive-portal-service.enabled': false,
        'network.connectivity-service.enabled': false,
        'alerts.useSystemBackend': false,
        ...prefs,
      };
      for (const [name, value] of Object.entries(preferences)) options.setPreference(name, value);
      return {
        driver: await new Builder().disableEnvironmentOverrides().usingServer(`http://127.0.0.1:${service.match[1]}`).forBrowser('firefox').setFirefoxOptions(options).build(),
        end: service.end,
      };
    },
  },

  webkit: {
    programs: () => ({ driver: findProgram('WebKitWebDriver'), browser: findMiniBrowser(), display: findProgram('Xvfb') }),
    install: 'apt-get install --no-install-recommends webkit2gtk-driver xvfb',

    async start({ driver, browser, display }, { proxy, size }, started) {
      const screen = await startProgram(display, ['-displayfd', '3', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp'], { ready: /(\d+)\n/ });
      started.push(screen.end);
      const port = await freePort();
      const service = await startProgram(driver, [`--port=${port}`], { env: { DISPLAY: `:${screen.match[1]}` } });
      started.push(service.end);
      await listening(port);
      const capabilities = new Capabilities({
        browserName: 'MiniBrowser',
        // The driver sometimes misses the end of a load, so `TestPage` waits for the page.
        pageLoadStrategy: 'none',
        acceptInsecureCerts: true,
        // MiniBrowser sometimes crashes with `noProxy`, so the proxy forwards loopback requests.
        proxy: { proxyType: 'manual', httpProxy: proxy.address, sslProxy: proxy.address },
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation', `--geometry=${size.width}x${size.height}`] },
      });
      return {
        driver: await new Builder().disableEnvironmentOverrides().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build(),
        end: () => (service.end(), screen.end()),
      };
    },
  },
};

const wanted = (process.env.BACA_BROWSERS ?? Object.keys(ENGINES).join()).split(',').map((name) => name.trim());

/**
 * Returns the engines of a flow that run, as `{ name, missing }`: `missing` says what to install, or is
 * null. `BACA_WITHOUT=webkit` leaves out an engine.
 */
export function selectBrowsers(flow = Object.keys(ENGINES)) {
  return flow.filter((name) => wanted.includes(name) && !isLeftOut(name)).map((name) => {
    const { programs, install } = ENGINES[name];
    const missing = `${name} is not installed: ${install} (or leave it out: BACA_WITHOUT=${name})`;
    return { name, missing: Object.values(programs()).every(Boolean) ? null : missing };
  });
}

/** Clicks a notification, which Firefox shows in a separate window. */
const CLICK_ALERT = `
  for (const window of Services.wm.getEnumerator('alert:alert')) {
    const { document } = window;
    if (document.readyState !== 'complete' || document.getElementById('alertTitleLabel')?.value !== arguments[0]) continue;
    document.getElementById('alertBox').click();
    return true;
  }
  return false;`;

/** Longest time that a browser may take to start, in milliseconds. */
const START_TIMEOUT_MS = 3 * TIMEOUT_MS;

/** Starts an engine; tries once more if it does not start in time, since after a crash its driver hangs. */
async function start(engine, options, again = true) {
  const started = [];
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the browser did not start in time')), START_TIMEOUT_MS);
  });
  try {
    return await Promise.race([engine.start(engine.programs(), options, started), timeout]);
  } catch (error) {
    started.forEach((end) => end());
    if (!again) throw error;
    return start(engine, options, false);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a browser. Options: `proxy`, `size`, `prefs` (Firefox), `args` (Chromium). */
export async function openBrowser(name, options) {
  const { driver, end } = await start(ENGINES[name], { size: DESK, ...options });
  await driver.manage().setTimeouts({ pageLoad: 2 * TIMEOUT_MS, script: TIMEOUT_MS, implicit: 0 });
  return {
    name,
    driver,
    /** Whether a test has changed more than pages: by DevTools, or a permission. */
    isChanged: false,
    /** Kills the browser and its driver. */
    end,
    /** Sends a DevTools command; Chromium only. */
    cdp(command, parameters = {}) {
      this.isChanged = true;
      return driver.sendDevToolsCommand(command, parameters);
    },
    /** Sets a permission of the page: `granted`, `denied` or `prompt`. */
    permit(permission, state) {
      this.isChanged = true;
      driver.getExecutor().defineCommand('setPermission', 'POST', '/session/:sessionId/permissions');
      return driver.execute(new Command('setPermission').setParameters({ descriptor: { name: permission }, state }));
    },
    /** Waits until a script with the browser's own privileges returns something true; Firefox only. */
    async untilInBrowser(what, script, ...args) {
      const context = (name) => {
        driver.getExecutor().defineCommand('setContext', 'POST', '/session/:sessionId/moz/context');
        return driver.execute(new Command('setContext').setParameter('context', name));
      };
      await context('chrome');
      try {
        await driver.wait(() => driver.executeScript(script, ...args), TIMEOUT_MS, `timed out waiting until ${what}`, 40);
      } finally {
        await context('content');
      }
    },
    /** Clicks the notification with this title; Firefox only. */
    clickNotification(title) {
      return this.untilInBrowser(`the notification "${title}" is there`, CLICK_ALERT, title);
    },
    async quit() {
      await driver.quit().catch(() => {}); // `end` kills it in any case
      end();
    },
  };
}
