import { HubConnection, JsonHubProtocol, NullLogger } from '@microsoft/signalr';

/** What a hub connection needs of its transport. */
interface Transport {
  readonly features: object;
  baseUrl: string;
  onreceive: ((data: string) => void) | null;
  onclose: ((error?: Error) => void) | null;
  start(): Promise<void>;
  send(data: string): Promise<void>;
  stop(error?: Error): Promise<void>;
}

type Create = (transport: Transport, logger: unknown, protocol: JsonHubProtocol) => HubConnection;

/**
 * SignalR's hub connection straight on a WebSocket. Its own builder brings long polling, event streams and three HTTP
 * clients along, which are half of the library and of no use to a window that never negotiates.
 */
export function hubOverSocket(address: () => string): HubConnection {
  const { create } = HubConnection as unknown as { create: Create };
  return create(socketTransport(address), NullLogger.instance, new JsonHubProtocol());
}

function socketTransport(address: () => string): Transport {
  let socket: WebSocket | undefined;
  const transport: Transport = {
    features: {},
    baseUrl: '',
    onreceive: null,
    onclose: null,
    start: () => new Promise((resolve, reject) => {
      const opening = new WebSocket(address());
      socket = opening;
      opening.onclose = () => { reject(new Error('closed')); };
      opening.onmessage = (message) => { transport.onreceive?.(String(message.data)); };
      opening.onopen = () => {
        opening.onclose = () => { end(opening); };
        resolve();
      };
    }),
    send(data) {
      if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error('closed'));
      socket.send(data);
      return Promise.resolve();
    },
    stop(error) {
      const open = socket;
      if (open) {
        // The other side may never answer a close: a half-open connection counts as gone now.
        open.close();
        end(open, error);
      }
      return Promise.resolve();
    },
  };
  function end(which: WebSocket, error?: Error): void {
    if (which !== socket) return;
    socket = undefined;
    which.onmessage = which.onclose = null;
    transport.onclose?.(error);
  }
  return transport;
}
