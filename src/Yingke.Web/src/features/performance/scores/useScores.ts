import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { FrozenSheet, Options, SchemeDraft, Scorecard, Scores, Sheet } from './types';

const scoresKey = ['scores'];
const cardsKey = ['scorecards'];

export const useScores = (month: string) => useQuery({ queryKey: [...scoresKey, month], queryFn: () => api.get<Scores>('/scores', { query: { month } }) });

export const useFrozen = (id: string | null) => useQuery({ queryKey: ['frozen-scores', id], enabled: id !== null, staleTime: Infinity, queryFn: () => api.get<FrozenSheet>(`/scores/frozen/${id}`) });

export const useSchemePreview = (draft: SchemeDraft | null) => useQuery({ queryKey: [...scoresKey, 'preview', draft], enabled: draft !== null, retry: false, placeholderData: (before) => before, queryFn: () => api.post<Sheet>('/scorecards/preview', draft) });

export const useScorecards = () => useQuery({ queryKey: cardsKey, queryFn: async () => (await api.get<{ items: Scorecard[] }>('/scorecards')).items });

export const useScorecardOptions = (enabled = true) => useQuery({ queryKey: ['scorecard-options'], enabled, queryFn: () => api.get<Options>('/scorecards/options') });

export const scoresMoved = () => queries.invalidateQueries({ queryKey: scoresKey });

export const cardsMoved = () => Promise.all([queries.invalidateQueries({ queryKey: cardsKey }), scoresMoved()]);
