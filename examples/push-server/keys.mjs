// Creates the site's key pair (VAPID, RFC 8292), once: `npm run keys > .env`. Copy the public key to Baca's
// configuration. The private key stays on this machine. Keep both: with new keys, every reader must subscribe again.

import webpush from 'web-push';

const { publicKey, privateKey } = webpush.generateVAPIDKeys();
console.log(`# The public key is notifications.vapidPublicKey in Baca's configuration.
VAPID_PUBLIC_KEY=${publicKey}
VAPID_PRIVATE_KEY=${privateKey}
# Contact for push services, in case of problems with your messages.
VAPID_SUBJECT=mailto:push@example.com
# Origins of the pages that may subscribe, separated by commas.
SITE_ORIGIN=http://127.0.0.1:8080
DATABASE=subscriptions.jsonl
PORT=8090`);
