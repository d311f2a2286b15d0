import { App } from 'antd';
import { useCallback } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Sent } from '@/shared/api/types';
import { newId } from '@/shared/ids';
import { hear } from '../state/logs';

export function useRecall(id: string): (seq: number) => void {
  const { message } = App.useApp();
  return useCallback(
    (seq: number) => {
      api.post<Sent>(`/conversations/${id}/recalls`, { clientId: newId(), seq })
        .then(({ entry, head }) => hear(id, [entry], head), (error: unknown) => void message.error(wordsOf(error)));
    },
    [id, message],
  );
}
