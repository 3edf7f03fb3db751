import type { ActionId } from '../../app/actions.ts'
import type { KeyHandlers } from '../../app/keyboard.ts'
import type { ReviewView } from './panel.ts'

/** What is decided, changed or shown of the selected fact: while it is still being read, nothing of it can be. */
const ofWholeFact: ReadonlySet<string> = new Set<ActionId>([
  'fact.accept',
  'fact.reject',
  'fact.reopen',
  'fact.edit',
  'fact.type',
  'fact.note',
  'fact.split',
  'fact.join',
  'fact.carry',
  'fact.history',
  'facts.acceptAlike',
  'facts.rejectAlike',
  'slot.next',
  'slot.previous',
  'slot.notStated',
  'slot.fromSelection',
  'link.open',
  'evidence.add',
  'evidence.adjust',
])
/** Of these, what means the draft while there is one. */
const ofDraft: ReadonlySet<string> = new Set<ActionId>([
  'fact.edit',
  'fact.type',
  'slot.fromSelection',
  'evidence.add',
  'evidence.adjust',
])

/** The actions left while the selected fact is still being read, whichever view stands before it. */
export const withoutWaiting = (
  handlers: KeyHandlers,
  where: { readonly view: ReviewView; readonly draft: boolean; readonly blind: boolean },
): KeyHandlers =>
  Object.fromEntries(
    Object.entries(handlers).filter(
      ([action]) =>
        !ofWholeFact.has(action) ||
        (where.draft && ofDraft.has(action)) ||
        // The article is finished by the same key that accepts, the type seen in a blind sentence found by the same one.
        (where.view === 'summary' && action === 'fact.accept') ||
        (where.blind && action === 'fact.type'),
    ),
  )
