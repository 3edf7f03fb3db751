import type { Messages } from './messages.ts'
import { actionsDe } from './de/actions.ts'
import { frameDe } from './de/frame.ts'
import { reviewDe } from './de/review.ts'
import { vocabularyDe } from './de/vocabulary.ts'

export const de: Messages = { ...actionsDe, ...frameDe, ...reviewDe, ...vocabularyDe }
