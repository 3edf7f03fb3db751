import { factTypeOf, slotOf } from '../../../shared/model/codebook.ts'
import type { FactTime, Norm } from '../../../shared/model/extraction.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'
import { nameOf, roleLabel, type Reading } from './reading.ts'

/** How well a slot is answered. `unlinked`: words that stand for an entity, but nobody said which. */
export type SlotStanding = 'stated' | 'inferred' | 'notStated' | 'missing' | 'unlinked'

export interface Filler {
  readonly text: string
  readonly standing: SlotStanding
  readonly slotId: string | null
}

export interface LinePart {
  readonly role: string
  readonly label: string
  readonly fillers: readonly Filler[]
  /** What stands between fillers of one role: a dash between sides of one event, else a comma. */
  readonly between: string
}

/** A fact as a line that needs no grammar: "met · Schoigu – Wang Yi · Peking · 12 Nov 2024 (year from URL)". */
export interface FactLine {
  readonly verb: string
  readonly negated: boolean
  readonly parts: readonly LinePart[]
  readonly time: string | null
  readonly modality: string | null
}

/** Roles whose fillers act on one another rather than one after the other. */
const sides = new Set(['participant', 'party', 'agent', 'between', 'member'])

export function slotStanding(reading: Reading, typeId: string, slot: SlotView): SlotStanding {
  if (slot.notStated) return 'notStated'
  if (slot.inferred) return 'inferred'
  const definition = slotOf(reading.codebook, typeId, slot.role)
  const named = slot.entityId !== null || slot.value !== null
  const namesEntity = definition !== undefined && definition.fillers.some((type) => entityFillers.has(type))
  if (!named && slot.mentionId !== null && namesEntity && !definition.text) return 'unlinked'
  return 'stated'
}

const entityFillers = new Set<string>([
  'PER',
  'ORG',
  'GPE',
  'LOC',
  'DEM',
  'ROLE',
  'EVT',
  'DOCU',
  'PROJECT',
  'POLICY',
  'LEVEL',
  'GROUP',
])

/** What fills a slot, in words: the entity, a value by its label, the words of the text, or the value read from them. */
export function slotText(reading: Reading, typeId: string, slot: SlotView): string {
  const { language, t, format } = reading.locale
  if (slot.notStated) return t('review.notStated')
  const name = nameOf(reading, slot.entityId)
  if (name !== null) return name
  const values = slotOf(reading.codebook, typeId, slot.role)?.values
  const coded =
    slot.value ?? (typeof slot.norm === 'string' || typeof slot.norm === 'number' ? slot.norm : null)
  const label = values?.find((value) => value.id === String(coded))?.label[language]
  if (label !== undefined) return label
  if (slot.value !== null) return typeof slot.value === 'number' ? format.number(slot.value) : slot.value
  if (slot.surface !== null) return slot.surface
  return slot.norm === null ? t('review.nothing') : normText(reading, slot.norm)
}

/** A normalised value in words. */
export function normText(reading: Reading, norm: string | number | Norm): string {
  const { format } = reading.locale
  if (typeof norm === 'number') return format.number(norm)
  if (typeof norm === 'string')
    return /^\d{4}(-\d{2}){0,2}(\/|$)/.test(norm) ? format.date(norm) : norm.replaceAll('_', ' ')
  if (norm.iso !== undefined) return format.date(norm.iso)
  const amount = norm.amount ?? norm.value
  if (amount === undefined) return norm.timex ?? norm.inferred ?? ''
  const sign = norm.comparator === undefined || norm.comparator === '=' ? '' : `${norm.comparator} `
  const number = typeof amount === 'number' ? format.number(amount) : amount
  return [`${sign}${number}`, norm.currency ?? norm.unit].filter((part) => part !== undefined).join(' ')
}

/** The time with its basis: "12 Nov 2024 (year from URL)". Nothing is added where the text states it in full. */
export function timeText(reading: Reading, time: FactTime): string {
  const { t, format } = reading.locale
  const date =
    time.precision === 'decade' && /^\d{4}$/.test(time.iso)
      ? t('review.decade', { year: `${time.iso.slice(0, 3)}0` })
      : format.date(time.iso)
  const basis = timeBasisText(reading, time)
  return basis === null ? date : `${date} (${basis})`
}

/** What of the time is not said by the text, and where it was taken from; null where all of it is stated. */
export function timeBasisText(reading: Reading, time: FactTime): string | null {
  const { t } = reading.locale
  const inferred = time.inferred ?? []
  const rule = time.rule ?? ''
  const source = /url/i.test(rule)
    ? 'url'
    : /anniversary|arithmetic/i.test(rule)
      ? 'anniversary'
      : /weekday/i.test(rule)
        ? 'weekday'
        : time.basis === 'publication' || /publication/i.test(rule)
          ? 'publication'
          : null
  const from = source === null ? null : t(`review.timeFrom.${source}`)
  if (inferred.includes('year'))
    return from === null ? t('review.yearInferred') : t('review.yearFrom', { source: from })
  if (time.basis === 'stated' && inferred.length === 0) return null
  if (time.basis === 'unknown') return t('review.timeUnknown')
  return from === null ? t('review.timeInferred') : from
}

/** The line of a fact. Required roles nothing answers stand on it as missing, so that a gap is seen where it is. */
export function factLine(reading: Reading, fact: FactView): FactLine {
  const { language, t } = reading.locale
  const type = factTypeOf(reading.codebook, fact.type)
  const missing = new Set(fact.missing)
  const parts: LinePart[] = []
  for (const role of type?.line ?? []) {
    const group = slotOf(reading.codebook, fact.type, role)?.anyOf
    const fillers: Filler[] = fact.slots
      .filter((slot) => slot.role === role)
      .map((slot) => ({
        text: slotText(reading, fact.type, slot),
        standing: slotStanding(reading, fact.type, slot),
        slotId: slot.id,
      }))
    const lacking = missing.has(role) ? role : group !== undefined && missing.has(group) ? group : null
    if (fillers.length === 0 && lacking !== null) {
      missing.delete(lacking)
      fillers.push({ text: roleLabel(reading, fact.type, lacking), standing: 'missing', slotId: null })
    }
    if (fillers.length > 0)
      parts.push({
        role,
        label: roleLabel(reading, fact.type, role),
        fillers,
        between: sides.has(role) ? ' – ' : ', ',
      })
  }
  for (const role of missing) {
    const label = roleLabel(reading, fact.type, role)
    parts.push({ role, label, fillers: [{ text: label, standing: 'missing', slotId: null }], between: ', ' })
  }
  return {
    verb: type?.verb[language] ?? fact.type,
    negated: fact.polarity === 'neg',
    parts,
    time: fact.time === null ? null : timeText(reading, fact.time),
    modality: fact.modality === 'asserted' ? null : t(`modality.${fact.modality}`),
  }
}

const longest = 72

/** Cuts words that would fill the line; the whole is in the card. */
export function shorten(text: string, limit = longest): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= limit) return flat
  const cut = flat.slice(0, limit)
  const space = cut.lastIndexOf(' ')
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$/, '')}…`
}

/** The whole line as one text, for announcements and screen readers. */
export function lineText(reading: Reading, line: FactLine): string {
  const { t } = reading.locale
  const verb = line.negated ? t('review.not', { verb: line.verb }) : line.verb
  const parts = line.parts.map((part) =>
    part.fillers
      .map((filler) =>
        filler.standing === 'missing' ? t('review.missing', { role: filler.text }) : shorten(filler.text),
      )
      .join(part.between),
  )
  return [verb, ...parts, line.time, line.modality]
    .filter((part): part is string => part !== null && part !== '')
    .join(' · ')
}
