import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal is an answer; only what may pass by itself is tried again.
      retry: (count, error) => count < 3 && error instanceof Problem && error.isPassing,
    },
  },
});
