import type { Schema } from '@/shared/api/types';

export type Duties = Schema<'DutiesAnswer'>;
export type Duty = Schema<'DutyView'>;
export type Deadline = Schema<'DutyDeadline'>;
export type Candidate = Schema<'DutyCandidate'>;
