import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { AgentState } from '@/shared/api/types';
import { on, onConnected, tell } from '@/shared/hub/desk';
import { learnServerTime } from '@/shared/time/clock';
import type { Wall } from './types';

const key = ['wall'];
const everyMs = 2000;

/** The wall, never older than two seconds: pushes say that something moved, the question says what. */
export function useWall() {
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        refreshWall();
      }, 300);
    };
    const watch = () => tell('WatchWall', true);
    watch();
    const leave = [
      onConnected(() => {
        watch();
        ask();
      }),
      on('agent', learnAgent),
      on('conversation', ask),
      on('board', ask),
    ];
    return () => {
      leave.forEach((stop) => stop());
      clearTimeout(soon);
      tell('WatchWall', false);
    };
  }, []);
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const asked = performance.now();
      const wall = await api.get<Wall>('/wall', { signal });
      learnServerTime(wall.serverTime, performance.now() - asked);
      return wall;
    },
    refetchInterval: everyMs,
    staleTime: 0,
  });
}

export function refreshWall(): void {
  void queries.invalidateQueries({ queryKey: key });
}

/** One agent's new state, from a push or an answer. */
export function learnAgent(state: AgentState): void {
  queries.setQueryData<Wall>(key, (wall) =>
    wall && { ...wall, agents: wall.agents.map((agent) => (agent.id === state.id ? state : agent)) });
}
