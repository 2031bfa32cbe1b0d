// Checks whether messages can be sent to a subscription. The server checks before it stores one, and the sender
// before it sends.

import { ECDH } from 'node:crypto';

/**
 * Hosts of push services. A subscription contains a URL that `send.mjs` posts to. If every host were accepted, anybody
 * could make this machine send requests to any host that it can reach.
 */
const KNOWN_HOSTS = '*.googleapis.com *.push.services.mozilla.com *.push.apple.com *.notify.windows.com';
const hosts = (process.env.PUSH_HOSTS ?? KNOWN_HOSTS).split(/\s+/).filter(Boolean);
const MAX_URL = 2000;

/**
 * Returns the normalized URL of an endpoint; `null` if it is not of a known push service. `send.mjs` sends to this
 * URL with `fetch`, which has the same parser.
 * @param {unknown} endpoint
 */
export function endpointUrl(endpoint) {
  if (typeof endpoint !== 'string' || endpoint.length > MAX_URL || !URL.canParse(endpoint)) return null;
  const { href, protocol, hostname, port, username, password } = new URL(endpoint);
  // The parser accepts more characters in a host, at which other parsers end it: `127.0.0.1;.googleapis.com`.
  const isPlain = protocol === 'https:' && !username && !password && /^[a-z0-9.-]+$/.test(hostname);
  const isKnown = hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) && !port : hostname === host);
  return isPlain && isKnown ? href : null;
}

/**
 * Decodes base64url; `null` for anything else.
 * @param {unknown} text
 */
function decode(text) {
  return typeof text === 'string' && /^[\w-]{1,200}={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : null;
}

/**
 * Returns the keys of a subscription (RFC 8291): a point on the curve P-256, and 16 bytes. `null` for other keys.
 * @param {any} keys
 * @returns {{ p256dh: string, auth: string } | null}
 */
export function subscriptionKeys(keys) {
  const [point, secret] = [decode(keys?.p256dh), decode(keys?.auth)];
  if (point?.length !== 65 || point[0] !== 4 || secret?.length !== 16) return null;
  try {
    ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'uncompressed');
  } catch {
    return null; // not on the curve
  }
  return { p256dh: point.toString('base64url'), auth: secret.toString('base64url') };
}
