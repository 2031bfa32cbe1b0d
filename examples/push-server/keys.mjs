// Makes the site's key pair (VAPID, RFC 8292) once: `npm run keys > .env`. The public key goes into
// Baca's configuration as well; the private one leaves this machine never. New keys mean that every
// reader has to be subscribed anew, so keep them.

import webpush from 'web-push';

const { publicKey, privateKey } = webpush.generateVAPIDKeys();
console.log(`# The public key is notifications.vapidPublicKey in Baca's configuration.
VAPID_PUBLIC_KEY=${publicKey}
VAPID_PRIVATE_KEY=${privateKey}
# Whom a push service may ask when something is wrong with your messages.
VAPID_SUBJECT=mailto:push@example.com
# The pages that may subscribe, as the browser names their origin; several by commas.
SITE_ORIGIN=http://127.0.0.1:8080
DATABASE=subscriptions.sqlite
PORT=8090`);
