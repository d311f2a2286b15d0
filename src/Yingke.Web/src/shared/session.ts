import { useQuery } from '@tanstack/react-query';
import { api } from './api/client';
import { Problem } from './api/problem';
import { queries } from './api/queries';
import type { Me, MyPresence } from './api/types';
import { language } from './i18n/i18n';
import { learnServerTime } from './time/clock';
import { setShopZone } from './time/format';

const key = ['session'];

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: key,
    queryFn: async () => {
      const asked = performance.now();
      try {
        return welcome(await api.get<Me>('/session'), performance.now() - asked);
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

/** The signed-in agent, for screens that are only shown to one. */
export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error('Shown to nobody signed in.');
  return data;
}

export function currentMe(): Me | null {
  return queries.getQueryData<Me | null>(key) ?? null;
}

export function setMe(me: Me | null): void {
  queries.setQueryData(key, me && welcome(me));
}

export function setMyPresence(presence: MyPresence): void {
  queries.setQueryData<Me | null>(key, (me) => me && { ...me, presence });
}

export function can(me: Me, permission: string): boolean {
  return me.permissions[permission] !== undefined;
}

function welcome(me: Me, tookMs = 0): Me {
  learnServerTime(me.serverTime, tookMs);
  setShopZone(me.shop.timeZone);
  language.set(me.agent.language);
  return me;
}
