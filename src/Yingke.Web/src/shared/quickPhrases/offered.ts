import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client';
import { queries } from '../api/queries';
import type { Schema } from '../api/types';
import { on, onConnected } from '../hub/desk';

export const offeredKey = ['quick-phrases'];

const reload = () => void queries.invalidateQueries({ queryKey: offeredKey });
let said = '';

/** The phrases that this agent may call; kept as they are now, and the server is told which versions are held here. */
export function useOffered() {
  useEffect(() => {
    const stops = [on('quickPhrases', reload), onConnected(reload)];
    return () => stops.forEach((stop) => stop());
  }, []);
  // Once in ten minutes whatever happens: phrases hold from a day to a day.
  const { data } = useQuery({ queryKey: offeredKey, queryFn: read, staleTime: 60_000, refetchInterval: 600_000 });
  return data?.packs ?? none;
}

const none: Schema<'OfferedPack'>[] = [];

async function read(): Promise<Schema<'OfferedPacks'>> {
  const offered = await api.get<Schema<'OfferedPacks'>>('/quick-phrases');
  const packs = offered.packs.map(({ id, version }) => ({ id, version }));
  const now = JSON.stringify(packs);
  if (now !== said)
    // What is not told now is told with the next reading.
    void api.put('/quick-phrases/loads', { packs }).then(() => { said = now; }, () => undefined);
  return offered;
}
