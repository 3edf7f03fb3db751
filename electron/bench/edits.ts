import type { CommandAnswer } from '../../shared/commands/index.ts'
import { timed } from './benchmark.ts'

/** A command as the store takes it. */
export interface Edit {
  readonly id: string
  readonly type: string
  readonly payload: unknown
}

/** Four kinds of decision in turn, each on another fact: what an analyst does most. */
export function decisions(facts: readonly string[], count: number): readonly Edit[] {
  return Array.from({ length: count }, (_, index) => {
    const factId = facts[index % Math.max(facts.length, 1)] ?? ''
    const id = `edit-${String(index)}`
    switch (index % 4) {
      case 0:
        return { id, type: 'fact.accept', payload: { factId, durationMs: 4000 } }
      case 1:
        return { id, type: 'fact.annotate', payload: { factId, note: `Notiz ${String(index)}` } }
      case 2:
        return { id, type: 'fact.set', payload: { factId, modality: 'claimed' } }
      default:
        return { id, type: 'fact.reject', payload: { factId, reason: 'duplicate' } }
    }
  })
}

/** Milliseconds until the command is answered; throws where it is refused. */
export function give(
  store: { readonly apply: (commands: readonly unknown[]) => readonly CommandAnswer[] },
  edit: Edit,
): number {
  const { ms, value } = timed(() => store.apply([edit]))
  const refused = value.find(({ ok }) => !ok)
  if (refused !== undefined) throw new Error(`${edit.type} was refused: ${JSON.stringify(refused.error)}`)
  return ms
}
