import type { Span } from '../../../../shared/model/span.ts'
import type { FactType } from '../../../../shared/model/codebook.ts'
import type { ExtractedEntity, ExtractedFact, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { quote } from '../../../../shared/offsets.ts'
import { codeFact } from '../codes/derive.ts'
import { fingerprint } from '../fingerprint.ts'
import { unitAt } from '../segment/characters.ts'
import { attributionOf } from './attribution.ts'
import { topicNorms } from './circumstances.ts'
import { slotIn, typeOf, keyRoles } from './codebook-index.ts'
import type { FactGrammar } from './compile.ts'
import type { FillContext } from './fill.ts'
import type { Proposal } from './proposal.ts'
import { tone, tonesIn } from './tones.ts'

/** Gives ids, quotes, codes and fingerprints. */
export function hand(
  proposals: readonly Proposal[],
  context: FillContext,
  day: string | undefined,
  entities: ReadonlyMap<string, ExtractedEntity>,
): readonly ExtractedFact[] {
  const { text, codebook, lexicon } = context
  const ids = new Map(proposals.map((proposal, at) => [proposal, `f${String(at + 1)}`]))
  const guests = visitorsOf(proposals)
  return proposals.map((proposal) => {
    const type = typeOf(codebook, proposal.type)
    const slots = proposal.slots.filter((slot) => slotIn(codebook, proposal.type, slot.role) !== undefined)
    // What an anniversary commemorates is taken for granted: nobody vouches for it.
    const attribution = attributionOf(proposal.derivedFrom === undefined ? proposal.voice : undefined)
    const evidence = proposal.evidence.map((span) => quote(text, withMarks(text, span)))
    const keys = keyRoles(codebook, proposal.type)
    const codes = codeFact(codebook, {
      type: proposal.type, modality: proposal.modality, polarity: proposal.polarity, slots, time: proposal.time ?? null, day,
      topics: coded(type) ? topicNorms(proposal.wording.slice(0, 240), lexicon) : [], mode: modeOf(proposal, lexicon, guests, entities), code: codeOf(proposal, lexicon), tone: toneOf(proposal, lexicon),
    }) // prettier-ignore
    const conflicts = proposal.conflictsWith.flatMap((other) => ids.get(other) ?? [])
    const derivedFrom = proposal.derivedFrom === undefined ? undefined : ids.get(proposal.derivedFrom)
    const partOf = proposal.partOf === undefined ? undefined : ids.get(proposal.partOf)
    return {
      id: ids.get(proposal) ?? '',
      type: proposal.type,
      kind: proposal.kind,
      trigger: proposal.trigger === undefined ? null : quote(text, proposal.trigger),
      evidence,
      slots: slots.map((slot) => tidy(text, slot)),
      time: proposal.time ?? null,
      modality: proposal.modality,
      polarity: proposal.polarity,
      attribution,
      temporalStatus: proposal.temporalStatus,
      plover: codes.plover,
      cameo: codes.cameo,
      conflictsWith: conflicts.length === 0 ? undefined : conflicts,
      derivedFrom,
      partOf,
      fingerprint: fingerprint({
        type: proposal.type,
        trigger: proposal.trigger ?? null,
        keys: slots
          .filter((slot) => keys.has(slot.role))
          .map(({ role, start, end }) => ({ role, start, end })),
        evidenceStart: evidence[0]?.start ?? 0,
      }),
      rule: proposal.rule,
      ruleVersion: proposal.ruleVersion,
      prior: proposal.prior,
    }
  })
}

/** Whether a comment is hopeful or fearful; one that is both is neither. */
function toneOf(proposal: Proposal, lexicon: FactGrammar): 'optimistic' | 'pessimistic' | undefined {
  if (proposal.type !== 'statement' && proposal.type !== 'assessment') return undefined
  const tones = tonesIn(proposal.wording, lexicon.tones)
  const hopeful = (tones & (tone.optimism | tone.praise)) !== 0
  const fearful = (tones & (tone.pessimism | tone.blame)) !== 0
  return hopeful === fearful ? undefined : hopeful ? 'optimistic' : 'pessimistic'
}

/** Who came to see somebody: their meetings are visits. */
function visitorsOf(proposals: readonly Proposal[]): ReadonlySet<string> {
  return new Set(
    proposals
      .filter(
        ({ type, polarity, modality }) =>
          type === 'visit' && polarity === 'pos' && (modality === 'asserted' || modality === 'claimed'),
      )
      .flatMap(({ slots }) => slots.flatMap((slot) => (slot.role === 'visitor' ? (slot.entity ?? []) : []))),
  )
}

/** A meeting of two or three in the country of one of them: the others came to see him. */
function isAtHome(proposal: Proposal, entities: ReadonlyMap<string, ExtractedEntity>): boolean {
  const { place, homes } = whereMet(proposal, entities)
  return (
    place !== undefined &&
    homes.length < 4 &&
    homes.includes(place) &&
    homes.some((home) => home !== undefined && home !== place && home !== 'IGO')
  )
}

/** Two or three of known countries, who met in another one: "in Wien trafen sich Iran und die USA". */
function isAbroad(proposal: Proposal, entities: ReadonlyMap<string, ExtractedEntity>): boolean {
  const { place, homes } = whereMet(proposal, entities)
  return (
    place !== undefined &&
    homes.length > 1 &&
    homes.length < 4 &&
    new Set(homes).size > 1 &&
    homes.every((home) => home !== undefined && home !== 'IGO' && home !== place)
  )
}

/** The country of the place, and those of the participants. */
function whereMet(
  proposal: Proposal,
  entities: ReadonlyMap<string, ExtractedEntity>,
): { readonly place: string | undefined; readonly homes: readonly (string | undefined)[] } {
  const countryOf = (id: string | undefined): string | undefined => {
    const entity = entities.get(id ?? '')
    return entity?.iso3 ?? entity?.country
  }
  const place = countryOf(proposal.slots.find((slot) => slot.role === 'place')?.entity)
  const homes = proposal.slots.flatMap((slot) =>
    slot.role === 'participant' || slot.role === 'party' ? [countryOf(slot.entity)] : [],
  )
  return { place, homes }
}

/** The CAMEO code that words of the evidence point to, by type: a manoeuvre, a missile test, an offer of money. */
function codeOf(proposal: Proposal, lexicon: FactGrammar): string | undefined {
  return pointedTo(proposal, lexicon.cameoStems.get(proposal.type)) ?? lexicon.frameCodes.get(proposal.rule)
}

/** Types without an event have no contexts to look for. */
function coded(type: FactType | undefined): boolean {
  return type !== undefined && type.mapping.plover !== null
}

/** The PLOVER mode that words of the evidence point to, by type. */
function modeOf(
  proposal: Proposal,
  lexicon: FactGrammar,
  guests: ReadonlySet<string>,
  entities: ReadonlyMap<string, ExtractedEntity>,
): string | undefined {
  if (proposal.type === 'meeting')
    return proposal.slots.some((slot) => slot.role === 'participant' && guests.has(slot.entity ?? '')) ||
      isAtHome(proposal, entities)
      ? 'visit'
      : isAbroad(proposal, entities)
        ? 'third-party'
        : undefined
  return pointedTo(proposal, lexicon.modeStems.get(proposal.type))
}

function pointedTo(
  proposal: Proposal,
  stems: readonly (readonly [stem: string, code: string])[] | undefined,
): string | undefined {
  if (stems === undefined) return undefined
  const lower = proposal.wording.toLowerCase()
  return stems.find(([stem]) => lower.includes(stem))?.[1]
}

/** Quotation marks come in pairs: a span that holds one takes in the other beside it. */
function withMarks(text: string, span: Span): Span {
  let { start, end } = span
  // Most hold none: looked at letter by letter, as cutting the words out and searching them costs more.
  let opened = -1
  let firstOpened = Infinity
  let closed = -1
  let firstClosed = Infinity
  for (let at = start; at < end; at += 1) {
    const unit = unitAt(text, at)
    if (unit === 0x201e) {
      opened = at
      if (firstOpened > at) firstOpened = at
    } else if (unit === 0x201c) {
      closed = at
      if (firstClosed > at) firstClosed = at
    }
  }
  if (opened >= 0 && closed < opened && text.charAt(end) === '“') end += 1
  if (firstClosed < firstOpened && start > 0 && text.charAt(start - 1) === '„') start -= 1
  return { start, end }
}

function tidy(text: string, slot: ExtractedSlot): ExtractedSlot {
  if (
    slot.start !== undefined &&
    slot.end !== undefined &&
    slot.entity === undefined &&
    slot.mention === null
  ) {
    const { role, mention, norm, inferred, rule } = slot
    const { start, end, surface } = quote(text, withMarks(text, { start: slot.start, end: slot.end }))
    return { role, entity: undefined, start, end, surface, mention, norm, inferred, rule }
  }
  if (slot.start !== undefined || slot.inferred === true) return slot
  const { role, entity, start, end, surface, mention, norm, rule } = slot
  return { role, entity, start, end, surface, mention, norm, inferred: true, rule: rule ?? 'context' }
}
