import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { hiddenKey, learningKey } from '../queries/learning.ts'
import { setSetting } from './articles.ts'
import type { Handled, HandlerContext } from './context.ts'

/** Whether what decisions taught counts in this project. */
export function setLearning(context: HandlerContext, { on }: ParsedPayloadOf<'learning.set'>): Handled {
  setSetting(context, learningKey, on ? null : 'off')
  return { label: on ? '✓' : '–' }
}

/** Hides a kind of proposals from the lists of review, or shows it again. Nothing is decided by this. */
export function hideKind(
  context: HandlerContext,
  { by, of, hidden }: ParsedPayloadOf<'learning.hide'>,
): Handled {
  const choice = hidden ? JSON.stringify({ at: context.at, coder: context.coderId }) : null
  setSetting(context, hiddenKey(by, of), choice)
  return { label: of.slice(0, 200) }
}
