import type { FactView } from '../../../shared/model/views.ts'
import type { Wish } from '../../app/store.ts'

/** What may be done with a fact in an article that only attests it: its words are those of another article. */
const harmless: ReadonlySet<string> = new Set(['fact.uncarry', 'fact.carry', 'fact.annotate'])

/** Whether a command would change a fact with the words of an article it was not decided in. */
export const changesElsewhere = (wishes: readonly Wish[], facts: readonly FactView[]): boolean =>
  wishes.some(({ type, payload }) => {
    const factId = 'factId' in payload ? payload.factId : undefined
    return !harmless.has(type) && facts.some(({ id, home }) => id === factId && home !== undefined)
  })
