import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { ShopSettings } from './types';

const key = ['settings'];

export function useSettings(enabled = true) {
  return useQuery({ queryKey: key, queryFn: () => api.get<ShopSettings>('/settings'), enabled });
}

export function reloadSettings(): void {
  void queries.invalidateQueries({ queryKey: key });
}

/** Writes the whole document; the server refuses it when somebody else wrote meanwhile. */
export async function saveSettings(next: ShopSettings): Promise<ShopSettings> {
  const answer = await api.put<ShopSettings>('/settings', next);
  queries.setQueryData(key, answer);
  // What the workbench goes by (thresholds, reasons, limits) came with the session.
  void queries.invalidateQueries({ queryKey: ['session'] });
  return answer;
}
