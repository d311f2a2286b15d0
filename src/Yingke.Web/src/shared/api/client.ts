import { Problem } from './problem';

const base = '/api/v1';
const timeoutMs = 20_000;

type Query = Record<string, string | number | boolean | undefined>;

export interface Options { query?: Query; signal?: AbortSignal }

let signedOut: () => void = () => undefined;

/** What to do when the server says that the session is over. */
export function onSignedOut(action: () => void): void {
  signedOut = action;
}

export const api = {
  get: <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options),
  post: <T = void>(path: string, body?: unknown, options?: Options) => call<T>('POST', path, body, options),
  put: <T = void>(path: string, body?: unknown, options?: Options) => call<T>('PUT', path, body, options),
  patch: <T = void>(path: string, body?: unknown, options?: Options) => call<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, body?: unknown, options?: Options) => call<T>('DELETE', path, body, options),
};

export function addressOf(path: string, query: Query = {}): string {
  const text = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return base + path + (text && `?${text}`);
}

async function call<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  // A foreign page cannot set this header without asking first, which the server never allows.
  if (method !== 'GET') headers['X-Yingke'] = '1';
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, 'network');
  }
  if (!response.ok) throw refusal(response.status, await response.text().catch(() => ''), response.headers.get('Retry-After'));
  if (response.status === 204) return undefined as T;
  try {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch {
    throw new Problem(0, 'network');
  }
}

function refusal(status: number, body: string, retryAfter: string | null): Problem {
  let members: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) members = parsed as Record<string, unknown>;
  } catch {
    // A proxy's page instead of a problem document: the status has to do.
  }
  const code = typeof members.code === 'string' ? members.code : `http_${status}`;
  if (status === 401 && code === 'signed_out') signedOut();
  const seconds = Number(retryAfter);
  return new Problem(status, code, members, retryAfter !== null && seconds > 0 ? Math.ceil(seconds) : undefined);
}

/** Sends a file with its progress (0 to 1), which fetch cannot tell. */
export function upload<T>(path: string, file: File, progress: (share: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.open('POST', addressOf(path));
    request.setRequestHeader('X-Yingke', '1');
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, 'network'));
    request.onabort = () => reject(new Problem(0, 'aborted'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(refusal(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
