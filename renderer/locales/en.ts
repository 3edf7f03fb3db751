import { actionsEn } from './en/actions.ts'
import { frameEn } from './en/frame.ts'
import { reviewEn } from './en/review.ts'
import { vocabularyEn } from './en/vocabulary.ts'

/** Every text of the interface in English; the keys of this object are the keys there are. `{name}` stands for a value. */
export const en = { ...actionsEn, ...frameEn, ...reviewEn, ...vocabularyEn } as const
