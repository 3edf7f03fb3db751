import { factTypeOf, type Codebook } from '../../../../shared/model/codebook.ts'
import type { ExtractedFact } from '../../../../shared/model/extraction.ts'
import { isPloverEvent, ploverContexts, ploverModes, ploverQuads, requiresRecipient } from './vocabulary.ts'

/** What a check of codes needs of a fact. */
export type CodedFact = Pick<
  ExtractedFact,
  'type' | 'modality' | 'polarity' | 'slots' | 'time' | 'attribution' | 'plover' | 'cameo'
>

/** A coding rule that the fact breaks; the words for it stand in the codebook under the same id. */
interface CodeFinding {
  readonly rule: string
  readonly severity: 'refuse' | 'warn'
}

type Check = (fact: CodedFact, codebook: Codebook) => boolean

const meets: readonly string[] = ['meeting', 'call', 'visit', 'discussion', 'greeting']
const future = (fact: CodedFact): boolean => fact.modality === 'planned' || fact.modality === 'expected'
const has = (fact: CodedFact, role: string): boolean => fact.slots.some((slot) => slot.role === role)
const event = (fact: CodedFact): string | undefined => fact.plover?.event

/** Each returns whether the rule of that id is broken. */
const checks: Readonly<Record<string, Check>> = {
  'event-of-type': (fact, codebook) => {
    const mapped = factTypeOf(codebook, fact.type)?.mapping.plover?.event
    return (
      fact.plover !== null &&
      mapped !== undefined &&
      fact.plover.event !== mapped &&
      fact.plover.event !== 'AGREE' &&
      !(fact.type === 'project' && fact.plover.event === 'COOPERATE')
    )
  },
  'future-meeting-agree': (fact) => meets.includes(fact.type) && future(fact) && event(fact) === 'CONSULT',
  'future-act-agree': (fact) => future(fact) && ['SUPPORT', 'COOPERATE', 'AID'].includes(event(fact) ?? ''),
  'visitor-is-actor': (fact) => {
    const visitors = fact.slots.filter((slot) => slot.role === 'visitor').map((slot) => slot.entity)
    return fact.slots.some(
      (slot) => slot.role === 'host' && slot.entity !== undefined && visitors.includes(slot.entity),
    )
  },
  'signing-is-support': (fact) => fact.plover !== null && !['SUPPORT', 'AGREE'].includes(fact.plover.event),
  'requires-recipient': (fact) => {
    const code = event(fact)
    if (code === undefined || !isPloverEvent(code) || !requiresRecipient.includes(code)) return false
    const partners = fact.slots.filter((slot) => slot.role === 'agent' || slot.role === 'party').length
    return !has(fact, 'recipient') && partners < 2
  },
  'comment-has-no-event': (fact) => fact.plover !== null && (fact.cameo?.startsWith('01') ?? false),
  'praise-only': (fact) =>
    fact.plover?.event === 'SUPPORT' &&
    fact.slots.some((slot) => slot.role === 'stance' && slot.norm === 'negative'),
  'relation-has-no-event': (fact) => fact.plover !== null,
  'mode-of-event': (fact) => {
    const { plover } = fact
    if (plover === null || plover.mode === null) return false
    return !isPloverEvent(plover.event) || ploverModes[plover.event]?.includes(plover.mode) !== true
  },
  'quad-of-event': (fact) =>
    fact.plover !== null &&
    (!isPloverEvent(fact.plover.event) || ploverQuads[fact.plover.event] !== fact.plover.quad),
  'known-context': (fact) =>
    fact.plover?.context.some((context) => !ploverContexts.some((known) => known === context)) ?? false,
  'known-cameo': (fact, codebook) =>
    fact.cameo !== null && factTypeOf(codebook, fact.type)?.mapping.cameo.includes(fact.cameo) !== true,
  'auxiliary-agrees': (fact) => {
    const aux = fact.plover?.aux ?? []
    return (
      (aux.includes('hypothetical') && fact.modality !== 'hypothetical') ||
      (aux.includes('future') && !future(fact)) ||
      (aux.includes('negation') && fact.polarity === 'pos')
    )
  },
  'time-belongs': (fact) => fact.time === null,
  'attributed-not-asserted': (fact) =>
    fact.attribution?.speaker !== undefined && fact.modality === 'asserted',
}

/** The coding rules of the codebook that the fact breaks, in the codebook's order. Rules without a check are skipped. */
export function checkCodes(fact: CodedFact, codebook: Codebook): readonly CodeFinding[] {
  // A fact comes by the first name its type had, the rule names the type as it is called now.
  const type = factTypeOf(codebook, fact.type)?.id ?? fact.type
  return codebook.rules
    .filter((rule) => rule.off !== true && (rule.types.length === 0 || rule.types.includes(type)))
    .filter((rule) => checks[rule.id]?.(fact, codebook) === true)
    .map(({ id, severity }) => ({ rule: id, severity }))
}

/** Ids of the rules that have a check. */
export const checkedRules: readonly string[] = Object.keys(checks)
