/** Right, invented and missed; sums over articles give the micro average. */
export interface Tally {
  readonly right: number
  readonly invented: number
  readonly missed: number
}

/** Right answers among those that could be asked. */
export interface Accuracy {
  readonly right: number
  readonly asked: number
}

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export const noTally: Tally = { right: 0, invented: 0, missed: 0 }
export const noAccuracy: Accuracy = { right: 0, asked: 0 }

export function addTally(a: Tally, b: Tally): Tally {
  return { right: a.right + b.right, invented: a.invented + b.invented, missed: a.missed + b.missed }
}

export function addAccuracy(a: Accuracy, b: Accuracy): Accuracy {
  return { right: a.right + b.right, asked: a.asked + b.asked }
}

/** Nothing to find and nothing found is a perfect score. */
export function score(tally: Tally): Score {
  const found = tally.right + tally.invented
  const sought = tally.right + tally.missed
  const precision = found === 0 ? (sought === 0 ? 1 : 0) : tally.right / found
  const recall = sought === 0 ? (found === 0 ? 1 : 0) : tally.right / sought
  return { precision, recall, f1: harmonic(precision, recall) }
}

export function harmonic(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** Share of right answers; 1 where nothing was asked. */
export function share(accuracy: Accuracy): number {
  return accuracy.asked === 0 ? 1 : accuracy.right / accuracy.asked
}

/** Where in the work an error arose. */
export const evaluationStages = [
  'zones',
  'values',
  'mentions',
  'identity',
  'facts',
  'slots',
  'codes',
] as const
export type EvaluationStage = (typeof evaluationStages)[number]

/** One thing that went wrong. `rule` is the program's rule, absent for what was missed. */
export interface EvaluationError {
  readonly stage: EvaluationStage
  readonly measure: string
  readonly kind: 'missed' | 'invented' | 'wrong'
  readonly type: string
  readonly start: number
  readonly surface: string
  readonly rule?: string
  readonly expected?: string
  readonly found?: string
}
