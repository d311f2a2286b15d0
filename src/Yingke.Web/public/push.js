// Shows what the server pushes while no page is open, and opens the page that a notice is about.
self.addEventListener('push', (event) => {
  if (!event.data) return;
  const { id, title, body, place } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag: id, icon: '/icon.svg', data: { place } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // An open page is never led away from what is being written in it: one that shows the place comes to the front, else a new one opens.
  const place = new URL(event.notification.data?.place ?? '/', self.location.origin);
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const there = open.find((client) => new URL(client.url).pathname === place.pathname && new URL(client.url).search === place.search);
    return there ? there.focus() : self.clients.openWindow(place.href);
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
