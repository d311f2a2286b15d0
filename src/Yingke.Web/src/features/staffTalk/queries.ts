import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { on, onConnected } from '@/shared/hub/desk';
import type { Channel, ChannelName, MessagePage } from './types';

const channelsKey = ['staff-talk'];
const messagesKey = (channel: ChannelName) => ['staff-talk-messages', channel];

/** Everybody hears at once that something was said: not all of them ask for it in the same moment. */
const mostSpreadMs = 800;

export function useChannels() {
  const query = useQuery({ queryKey: channelsKey, queryFn: () => api.get<Channel[]>('/staff-talk') });
  return query;
}

/** What is unread in all of one's channels; asked anew when a channel moved. */
export function useUnreadTalk(): number {
  const { data } = useChannels();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void queries.invalidateQueries({ queryKey: channelsKey }), Math.random() * mostSpreadMs);
    };
    const leave = [on('staffTalk', soon), onConnected(soon)];
    return () => {
      clearTimeout(timer);
      leave.forEach((stop) => stop());
    };
  }, []);
  return data?.reduce((sum, { unread }) => sum + unread, 0) ?? 0;
}

/** A channel from its end backwards; whoever looks at it hears at once what is new. */
export function useMessages(channel: ChannelName) {
  useEffect(() => {
    const again = () => void queries.invalidateQueries({ queryKey: messagesKey(channel) });
    const leave = [on('staffTalk', (moved) => { if (moved.channel === channel && moved.seq !== undefined) again(); }), onConnected(again)];
    return () => leave.forEach((stop) => stop());
  }, [channel]);
  return useInfiniteQuery({
    queryKey: messagesKey(channel), initialPageParam: undefined as number | undefined, getNextPageParam: (last: MessagePage) => last.next,
    queryFn: ({ pageParam }) => api.get<MessagePage>(`/staff-talk/${channel}/messages`, { query: { before: pageParam, limit: 50 } }),
  });
}

export function talkChanged(channel: ChannelName): Promise<unknown> {
  return Promise.all([channelsKey, messagesKey(channel)].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

export async function markRead(channel: ChannelName, seq: number): Promise<void> {
  await api.put(`/staff-talk/${channel}/read`, { seq });
  await queries.invalidateQueries({ queryKey: channelsKey });
}
