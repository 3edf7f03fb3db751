import { factTypeOf, type Codebook } from '../../../../shared/model/codebook.ts'
import type { ExtractedSlot, FactTime, Plover } from '../../../../shared/model/extraction.ts'
import type { Modality, Polarity } from '../../../../shared/model/vocabulary.ts'
import {
  contextOfTopic,
  isPloverEvent,
  ploverContexts,
  ploverModes,
  ploverQuads,
  type PloverContext,
  type PloverEvent,
} from './vocabulary.ts'

/** What the codes of a fact depend on. */
export interface CodableFact {
  readonly type: string
  readonly modality: Modality
  readonly polarity: Polarity
  readonly slots: readonly ExtractedSlot[]
  readonly time: FactTime | null
  /** Day of the article; what lies a year or more before it is historical. */
  readonly day?: string | undefined
  /** Topic norms found in the words of the evidence. */
  readonly topics: readonly string[]
  /** How a plain comment sounds by its words: CAMEO tells optimistic from pessimistic comment. */
  readonly tone?: 'optimistic' | 'pessimistic' | undefined
  /** Mode that the words of the trigger point to ("drone", "arrest"), where the type has several. */
  readonly mode?: string | undefined
  /** CAMEO code that the words point to; it counts where the type allows it. */
  readonly code?: string | undefined
}

export interface FactCodes {
  readonly plover: Plover | null
  readonly cameo: string | null
}

const meets: ReadonlySet<string> = new Set(['meeting', 'call', 'visit', 'greeting', 'discussion'])
const noCodes: FactCodes = { plover: null, cameo: null }

/**
 * PLOVER event, mode, contexts, quad class and auxiliary marks, and the CAMEO code, from the codebook's mapping
 * and the content of the fact. Meetings still to come are AGREE; plain comment has no event.
 */
export function codeFact(codebook: Codebook, fact: CodableFact): FactCodes {
  const type = factTypeOf(codebook, fact.type)
  if (type === undefined) return noCodes
  const contexts = contextsOf(fact)
  const cameo = cameoOf(fact, contexts, type.mapping.cameo)
  const event = eventOf(fact, type.mapping.plover?.event ?? null, contexts)
  if (event === null) return { plover: null, cameo }
  const mode = modeOf(fact, event, type.mapping.plover?.event ?? '')
  const aux = auxiliaryOf(fact, event)
  return {
    plover: {
      event,
      mode,
      context: [...contexts],
      quad: ploverQuads[event],
      ...(aux.length === 0 ? {} : { aux }),
    },
    cameo,
  }
}

function isFuture(fact: CodableFact): boolean {
  return fact.modality === 'planned' || fact.modality === 'expected'
}

function isPraise(fact: CodableFact): boolean {
  return fact.slots.some((slot) => slot.role === 'stance' && slot.norm === 'positive')
}

function isBlame(fact: CodableFact): boolean {
  return fact.slots.some((slot) => slot.role === 'stance' && slot.norm === 'negative')
}

function eventOf(
  fact: CodableFact,
  mapped: string | null,
  contexts: readonly PloverContext[],
): PloverEvent | null {
  if (mapped === null || !isPloverEvent(mapped)) return null
  if (fact.type === 'assessment') return isPraise(fact) ? mapped : null
  if (fact.type === 'target') {
    const holders = fact.slots.filter((slot) => slot.role === 'holder')
    const shared = holders.length > 1 || holders.some((slot) => slot.entity?.startsWith('grp') === true)
    return shared && contexts.includes('economic') ? mapped : null
  }
  if (
    fact.type === 'project' &&
    fact.modality !== 'planned' &&
    fact.modality !== 'expected' &&
    fact.modality !== 'proposed'
  )
    return 'COOPERATE'
  if (
    isFuture(fact) &&
    (mapped === 'CONSULT' || mapped === 'SUPPORT' || mapped === 'COOPERATE' || mapped === 'AID') &&
    fact.type !== 'assessment'
  )
    return 'AGREE'
  return mapped
}

const contextsByTopic: ReadonlyMap<string, PloverContext> = new Map(Object.entries(contextOfTopic))

function contextsOf(fact: CodableFact): readonly PloverContext[] {
  const found: PloverContext[] = []
  const add = (context: PloverContext | undefined): void => {
    if (context !== undefined && !found.includes(context)) found.push(context)
  }
  for (const topic of fact.topics) add(contextsByTopic.get(topic))
  for (const { role, norm } of fact.slots)
    if (role === 'topic' && typeof norm === 'string') add(contextsByTopic.get(norm))
  if (fact.type === 'military_action' || fact.type === 'mobilization') add('military')
  if (fact.type === 'measure' || fact.type === 'target') add('economic')
  if (found.length === 0 || meets.has(fact.type)) add('diplomatic')
  return found.length === 1 ? found : ploverContexts.filter((context) => found.includes(context))
}

function modeOf(fact: CodableFact, event: PloverEvent, mapped: string): string | null {
  const modes: readonly string[] = ploverModes[event] ?? []
  if (event !== mapped || modes.length === 0) return null
  if (fact.mode !== undefined && modes.includes(fact.mode)) return fact.mode
  switch (fact.type) {
    case 'visit':
    case 'greeting':
      return 'visit'
    case 'call':
      return 'phone'
    case 'meeting':
      return fact.slots.filter((slot) => slot.role === 'participant').length > 3 ? 'multilateral' : null
    case 'criticism':
      return 'disapprove'
    case 'accusation':
      return 'allege'
    case 'request':
    case 'proposal':
      return 'assist'
    case 'mobilization':
      return 'troops'
    case 'protest':
      return 'demo'
    default:
      return null
  }
}

/** Aid given, and the intent to give it. */
const intents: Readonly<Record<string, string>> = {
  '070': '033',
  '071': '0331',
  '072': '0332',
  '073': '0333',
}

function cameoOf(
  fact: CodableFact,
  contexts: readonly PloverContext[],
  codes: readonly string[],
): string | null {
  const pointed =
    isFuture(fact) && meets.has(fact.type)
      ? undefined
      : isFuture(fact) && fact.type === 'aid'
        ? (intents[fact.code ?? ''] ?? fact.code)
        : fact.code
  if (pointed !== undefined && codes.includes(pointed)) return pointed
  const wanted = cameoFor(fact, contexts)
  if (wanted !== null && codes.includes(wanted)) return wanted
  return codes[0] ?? null
}

function cameoFor(fact: CodableFact, contexts: readonly PloverContext[]): string | null {
  const economic = contexts.includes('economic')
  const military = contexts.includes('military')
  if (isFuture(fact) && meets.has(fact.type)) return '036'
  switch (fact.type) {
    case 'meeting':
      return fact.mode === 'visit' ? '042' : fact.mode === 'third-party' ? '044' : '040'
    case 'commitment':
      return military ? '0312' : economic ? '0311' : '030'
    case 'cooperation':
      return military ? '062' : economic ? '061' : '060'
    case 'aid':
      if (isFuture(fact)) return military ? '0332' : contexts.includes('human_security') ? '0333' : '0331'
      return military ? '072' : economic ? '071' : contexts.includes('human_security') ? '073' : '070'
    case 'request':
    case 'proposal':
      return military ? '0212' : economic ? '0211' : fact.type === 'request' ? '022' : '021'
    case 'criticism':
      return '111'
    case 'assessment':
      if (isPraise(fact)) return '051'
      if (fact.tone === undefined) return isBlame(fact) ? '012' : '010'
      return fact.tone === 'optimistic' ? '013' : '012'
    case 'statement':
      return fact.slots.some((slot) => slot.role === 'stance' && slot.norm === 'accord')
        ? '019'
        : fact.tone === 'optimistic'
          ? '013'
          : fact.tone === 'pessimistic'
            ? '012'
            : '010'
    case 'sanction':
      return fact.mode === 'expel' ? '166' : fact.mode === 'discontinue' ? '161' : '163'
    case 'threat':
      return fact.mode === 'violence'
        ? '138'
        : fact.mode === 'restrict' || fact.mode === 'relations'
          ? '131'
          : '130'
    case 'coercion':
      return fact.mode === 'arrest'
        ? '173'
        : fact.mode === 'deport'
          ? '174'
          : fact.mode === 'seize'
            ? '171'
            : '172'
    case 'military_action':
      return fact.mode === 'aerial' || fact.mode === 'drone' ? '195' : '190'
    case 'mobilization':
      return '154'
    case 'withdrawal':
      return fact.mode === 'ceasefire' ? '0871' : fact.mode === 'release' ? '0841' : '0874'
    case 'protest':
      return fact.mode === 'strike' ? '143' : '141'
    case 'project':
      return isFuture(fact) ? '0311' : '061'
    case 'target':
      return fact.slots.filter((slot) => slot.role === 'holder').length > 1 ? '0311' : '014'
    default:
      return null
  }
}

type Auxiliary = NonNullable<Plover['aux']>[number]

function auxiliaryOf(fact: CodableFact, event: PloverEvent): Auxiliary[] {
  const aux: Auxiliary[] = []
  if (isHistorical(fact)) aux.push('historical')
  if (isFuture(fact) && event !== 'AGREE') aux.push('future')
  if (fact.modality === 'hypothetical') aux.push('hypothetical')
  if (fact.polarity === 'neg' && fact.type !== 'commitment') aux.push('negation')
  return aux
}

/** A year or more before the day of the article, by what both dates tell. */
function isHistorical(fact: CodableFact): boolean {
  const then = Number(fact.time?.iso.slice(0, 4))
  const now = Number(fact.day?.slice(0, 4))
  return fact.time !== null && Number.isInteger(then) && Number.isInteger(now) && then < now
}
