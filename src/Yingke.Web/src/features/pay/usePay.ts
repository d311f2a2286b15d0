import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { LedgerItem, PayMonth, PaySettingsAnswer, RunAnswer, SlipAnswer, SlipHead } from './types';

const key = ['pay'];

export const settingsKey = ['pay-settings'];

export const usePayMonth = (month: string, enabled = true) => useQuery({ queryKey: [...key, month], enabled, queryFn: () => api.get<PayMonth>('/pay', { query: { month } }) });

export const useRun = (id: string | null) => useQuery({ queryKey: ['pay-run', id], enabled: id !== null, staleTime: Infinity, queryFn: () => api.get<RunAnswer>(`/pay/runs/${id}`) });

export const useOwnSlips = (enabled = true) => useQuery({ queryKey: [...key, 'own'], enabled, queryFn: async () => (await api.get<{ items: SlipHead[] }>('/pay/slips')).items });

export const useSlip = (id: string | null) => useQuery({ queryKey: ['pay-slip', id], enabled: id !== null, staleTime: Infinity, queryFn: () => api.get<SlipAnswer>(`/pay/slips/${id}`) });

export const useLedger = (month: string) => useQuery({ queryKey: [...key, 'ledger', month], queryFn: async () => (await api.get<{ items: LedgerItem[] }>('/pay/ledger', { query: { month } })).items });

export const usePaySettings = () => useQuery({ queryKey: settingsKey, queryFn: () => api.get<PaySettingsAnswer>('/pay-settings') });

export const payMoved = () => queries.invalidateQueries({ queryKey: key });
