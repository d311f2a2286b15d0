import type { Schema } from '@/shared/api/types';

export type Rota = Schema<'Rota'>;
export type Shift = Schema<'ShiftView'>;
export type RotaAgent = Schema<'RotaAgent'>;
export type Entry = Schema<'RotaEntryView'>;
export type Problem = Schema<'RotaProblem'>;
export type Request = Schema<'RotaRequestView'>;
export type Staffing = Schema<'StaffingAnswer'>;
export type AttendanceAnswer = Schema<'AttendanceAnswer'>;
export type AttendanceRow = Schema<'AttendanceRow'>;
export type AttendanceSum = Schema<'AttendanceSum'>;
export type OwnWork = Schema<'OwnWork'>;
export type OwnWorkAnswer = Schema<'OwnWorkAnswer'>;
export type HandoverAnswer = Schema<'HandoverAnswer'>;
