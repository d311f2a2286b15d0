import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';

export interface MonthlyReport {
  id?: string; agentId: string; name: string; month: string; dueAt?: string; isOver: boolean; done: string; problems: string; plans: string;
  figures: Record<string, Record<string, string | null>>; submittedAt?: string; late: boolean;
}
export interface ReportHead { id?: string; agentId: string; name: string; submittedAt?: string; late: boolean }
export interface ReportList { month: string; dueAt: string; items: ReportHead[] }
export interface Suggestion {
  id: string; agentName: string; subject: string; evidence: string; conversationId?: string; createdAt: string; state: 'filed' | 'adopted' | 'declined'; decidedBy?: string; decidedAt?: string; reason?: string; rewardFen: number;
}

const reportsKey = ['monthly-reports'];
const suggestionsKey = ['suggestions'];

export const useReports = (month: string) => useQuery({ queryKey: [...reportsKey, month], queryFn: () => api.get<ReportList>('/monthly-reports', { query: { month } }) });

export const useOwnReport = (month: string, enabled: boolean) => useQuery({ queryKey: [...reportsKey, 'own', month], enabled, queryFn: () => api.get<MonthlyReport>('/monthly-reports/own', { query: { month } }) });

export const useReport = (id: string | null) => useQuery({ queryKey: [...reportsKey, 'one', id], enabled: id !== null, queryFn: () => api.get<MonthlyReport>(`/monthly-reports/${id}`) });

export const reportsMoved = () => queries.invalidateQueries({ queryKey: reportsKey });

export const useSuggestions = () => useQuery({ queryKey: suggestionsKey, queryFn: async () => (await api.get<{ items: Suggestion[] }>('/suggestions')).items });

export const suggestionsMoved = () => queries.invalidateQueries({ queryKey: suggestionsKey });
