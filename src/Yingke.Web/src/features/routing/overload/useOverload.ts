import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Me, Schema } from '@/shared/api/types';
import { on, onConnected } from '@/shared/hub/desk';

export type Overload = Schema<'OverloadView'>;
export type OverloadMode = Schema<'OverloadMode'>;
export type OverloadStep = Schema<'OverloadStepView'>;

/** Whoever supervises the whole shop. */
export const mayForce = (me: Me): boolean => me.permissions['im.supervise'] === 'all';

const key = ['overload'];
const stepsKey = ['overload-steps'];

/** Whether the shop is overloaded: pushed when it changes, read anew after every gap in the connection. */
export function useOverload(enabled = true) {
  useEffect(() => {
    if (!enabled) return;
    const leave = [on('overload', learnOverload), on('lending', () => void queries.invalidateQueries({ queryKey: stepsKey })), onConnected(() => void queries.invalidateQueries({ queryKey: key }))];
    return () => leave.forEach((stop) => stop());
  }, [enabled]);
  return useQuery({ queryKey: key, queryFn: () => api.get<Overload>('/overload'), enabled });
}

export function useOverloadSteps() {
  return useQuery({ queryKey: stepsKey, queryFn: () => api.get<OverloadStep[]>('/overload/steps') });
}

export async function setOverload(mode: OverloadMode, reason: string): Promise<void> {
  learnOverload(await api.put<Overload>('/overload', { mode, ...(reason ? { reason } : {}) }));
}

function learnOverload(state: Overload): void {
  queries.setQueryData(key, state);
  void queries.invalidateQueries({ queryKey: stepsKey });
}
