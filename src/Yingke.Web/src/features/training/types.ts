import type { Schema } from '@/shared/api/types';

export type Course = Schema<'CourseView'>;
export type CourseLine = Schema<'CourseLine'>;
export type Question = Schema<'QuizQuestion'>;
export type Result = Schema<'AttemptResult'>;
export type Matrix = Schema<'TrainingMatrix'>;
export type MatrixRow = Schema<'MatrixRow'>;
export type MatrixCell = Schema<'MatrixCell'>;
export type Attempt = Schema<'AttemptView'>;
