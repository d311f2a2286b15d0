/**
 * Whether a card's picture is loaded: our own always, others only over https from hosts that the shop names, since whoever
 * serves a picture learns who looks at it. `*.example.cn` means every host under it.
 */
export function showsPicture(address: string | undefined, hosts: readonly string[], own = location.origin): address is string {
  if (!address) return false;
  let url: URL;
  try {
    url = new URL(address, own);
  } catch {
    return false;
  }
  if (url.origin === own) return true;
  return url.protocol === 'https:' && hosts.some((host) => (host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host));
}
