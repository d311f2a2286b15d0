// Shows what the server pushes while no page is open, and opens the page that a notice is about.
self.addEventListener('push', (event) => {
  if (!event.data) return;
  const { id, title, body, place } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag: id, icon: '/icon.svg', data: { place } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const place = event.notification.data?.place ?? '/';
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = open.find((client) => new URL(client.url).origin === self.location.origin && client.focused) ?? open[0];
    if (!page) return self.clients.openWindow(place);
    await page.focus();
    page.postMessage({ yingke: 'open', place });
  })());
});

// The browser changed the address by itself: the server learns the new one.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil((async () => {
    const fresh = event.newSubscription ?? await self.registration.pushManager.subscribe(event.oldSubscription.options);
    const { endpoint, keys } = fresh.toJSON();
    await fetch('/api/v1/alerts/push/subscriptions', {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json', 'X-Yingke': '1' }, body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
    });
  })());
});
