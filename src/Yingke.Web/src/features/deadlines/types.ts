export interface Deadline { kind: string; subjectId: string; title: string; agent?: { id: string; name: string }; dueAt: string; nearAt?: string }
export interface DeadlinesOf { agent?: { id: string; name: string }; overdue: number; nextHour: number; later: number }
export interface DeadlineAnswer { serverTime: string; overdue: number; nextHour: number; today: number; items: Deadline[]; people: DeadlinesOf[]; kinds: string[] }
