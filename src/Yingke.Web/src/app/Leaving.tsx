import { App } from 'antd';
import { refreshSoon } from '@/features/conversations/state/desk';
import { OffDutyDialog } from '@/features/shifts/OffDutyDialog';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { MyPresence } from '@/shared/api/types';
import { leaving } from '@/shared/leaving';
import { setMe, setMyPresence } from '@/shared/session';
import { useStore } from '@/shared/store';

/** Going offline or out, once nothing is left to finish or hand over, or somebody goes all the same. */
export function Leaving() {
  const how = useStore(leaving);
  const { message } = App.useApp();
  if (!how) return null;
  const leave = async () => {
    leaving.set(null);
    try {
      if (how === 'signOut') {
        await api.delete('/session');
        setMe(null);
      } else {
        setMyPresence(await api.put<MyPresence>('/presence', { presence: 'offline' }));
        refreshSoon();
      }
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  return <OffDutyDialog key={how} how={how} onStay={() => leaving.set(null)} onLeave={() => void leave()} />;
}
