import type { AliasKind, EntityType } from '../../../../shared/model/vocabulary.ts'
import type { ListRemark } from '../../../../shared/model/entity-list.ts'
import { fold } from '../fold.ts'

/** A name of an entry, as the list has it. */
export interface ListedName {
  readonly text: string
  /** ISO 639 code; null where the list does not tell it. */
  readonly lang: string | null
  readonly kind: AliasKind
  /** Stands where the list names the entity, not among its other names. */
  readonly main: boolean
}

export interface ListedOffice {
  readonly title: string
  /** Wikidata id or name of the state or organisation. */
  readonly of: string | null
  readonly from: string | null
  readonly to: string | null
}

/** An entry as its format gave it, before anything was judged. */
export interface RawEntry {
  /** From 1. */
  readonly row: number
  /** Null where the list does not tell it, or not in a word that is known. */
  readonly type: EntityType | null
  /** What the list says of the type, for the report. */
  readonly typeSaid: string | null
  readonly names: readonly ListedName[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  /** As written: a code, a name, a Wikidata id. */
  readonly country: string | null
  readonly offices: readonly ListedOffice[]
  readonly note: string | null
  /** The record cannot be used at all. */
  readonly broken?: { readonly remark: ListRemark; readonly detail: string }
}

/** An entry that can be taken in. */
export interface ListedEntity {
  readonly row: number
  readonly type: EntityType
  readonly labelDe: string | null
  readonly labelEn: string | null
  readonly names: readonly ListedName[]
  readonly identifiers: RawEntry['identifiers']
  /** ISO 3166-1 alpha-3. */
  readonly country: string | null
  readonly offices: readonly ListedOffice[]
  readonly note: string | null
}

/** A remark on an entry, with the value it is about. */
export interface Remarked {
  readonly remark: ListRemark
  readonly detail: string | null
}

export type CheckedEntry =
  | { readonly ok: true; readonly entity: ListedEntity; readonly remarks: readonly Remarked[] }
  | { readonly ok: false; readonly row: number; readonly name: string; readonly why: Remarked }

/** Longest name, in UTF-16 code units: what a name may have everywhere else in the program. */
const longestName = 2000
/** More names of one entity than this are no names any more. */
const mostNames = 200
const mostIdentifiers = 50
const mostOffices = 100
const longestNote = 10_000

/** Controls, and marks that turn the direction of writing around: they are no letters, and they upset every line they stand in. */
const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

const shown = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

/** Whether a single word is written in letters of two scripts that look alike. */
const mixesScripts = (text: string): boolean =>
  text.split(/[^\p{L}\p{M}]+/u).some((word) => scripts.filter((script) => script.test(word)).length > 1)

/**
 * Judges an entry: what makes it unusable refuses it whole, what is odd about a part is remarked on, and a part that
 * cannot be kept is left out with a remark. Nothing goes without a word.
 */
export function checkEntry(
  raw: RawEntry,
  options: { readonly type: EntityType | null; readonly countryOf: (said: string) => string | null },
): CheckedEntry {
  const remarks: Remarked[] = []
  const remark = (kind: ListRemark, detail: string | null): void => void remarks.push({ remark: kind, detail })
  const names: ListedName[] = []
  const seen = new Set<string>()
  let [refusal, first]: [Remarked | null, string] = [null, '']
  for (const name of raw.names) {
    const text = name.text.replace(controls, ' ').replace(/\s+/gu, ' ').trim()
    if (first === '') first = shown(text)
    if (text === '') continue
    const bad = text.length > longestName ? 'tooLong' : fold(text) === '' ? 'noLetters' : null
    if (bad !== null) {
      if (name.main) refusal ??= { remark: bad, detail: shown(text) }
      else remark('valueLeftOut', shown(text))
      continue
    }
    const key = `${text} ${name.lang ?? ''}`
    if (seen.has(key) || (name.lang === null && seen.has(text))) continue
    if (names.length >= mostNames) {
      remark('namesLeftOut', shown(text))
      continue
    }
    seen.add(key).add(text)
    if (text !== name.text.trim().replace(/\s+/gu, ' ')) remark('controls', shown(text))
    if (name.main && Array.from(fold(text)).length === 1) remark('oneLetter', text)
    if (mixesScripts(text)) remark('mixedScripts', shown(text))
    if (rightToLeft.test(text)) remark('rightToLeft', shown(text))
    names.push({ ...name, text })
  }
  const refused = (why: Remarked): CheckedEntry => ({ ok: false, row: raw.row, name: first, why })
  if (raw.broken !== undefined) return refused(raw.broken)
  const main = names.filter((name) => name.main)
  if (main.length === 0) return refused(refusal ?? { remark: 'noName', detail: null })
  if (refusal !== null) remark('valueLeftOut', refusal.detail)
  const type = raw.type ?? options.type
  if (type === null) return refused({ remark: 'noType', detail: raw.typeSaid })
  const country = raw.country === null || raw.country.trim() === '' ? null : options.countryOf(raw.country)
  if (country === null && raw.country !== null && raw.country.trim() !== '') remark('valueLeftOut', shown(raw.country))
  const identifiers = raw.identifiers.filter(({ value }) => value.length <= 500).slice(0, mostIdentifiers)
  if (identifiers.length < raw.identifiers.length) remark('valueLeftOut', `${String(raw.identifiers.length - identifiers.length)} × id`)
  const offices = raw.offices.filter(({ title, of }) => title.length <= longestName && (of?.length ?? 0) <= longestName).slice(0, mostOffices)
  if (offices.length < raw.offices.length) remark('valueLeftOut', shown(raw.offices.at(-1)?.title ?? ''))
  if ((raw.note?.length ?? 0) > longestNote) remark('valueLeftOut', shown(raw.note ?? ''))
  const named = (lang: string): string | null => main.find((name) => name.lang === lang)?.text ?? null
  const plain = main.find(({ lang }) => lang === null)?.text ?? null
  const [labelDe, labelEn] = [named('de') ?? plain, named('en')]
  return {
    ok: true,
    remarks,
    entity: {
      row: raw.row,
      type,
      // Every entity has a label: one of another language where it must be.
      labelDe: labelDe ?? (labelEn === null ? (main[0]?.text ?? null) : null),
      labelEn,
      names,
      identifiers,
      country,
      offices,
      note: raw.note === null || raw.note === '' ? null : raw.note.slice(0, longestNote),
    },
  }
} // prettier-ignore

/** `1999`, `1999-08`, `1999-08-09` out of how lists write days; null where it is none. */
export function dayOf(said: string): string | null {
  const iso = /^[+]?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$/.exec(said.trim())
  if (iso !== null) return reduced(iso[1] ?? '', iso[2] ?? '00', iso[3] ?? '00')
  const german = /^(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})$/.exec(said.trim().replaceAll(' ', ''))
  if (german === null) return null
  return reduced(german[3] ?? '', (german[2] ?? '').padStart(2, '0'), (german[1] ?? '00').padStart(2, '0'))
}

function reduced(year: string, month: string, day: string): string | null {
  if (month === '00') return year
  if (Number(month) > 12 || Number(day) > 31) return null
  return day === '00' ? `${year}-${month}` : `${year}-${month}-${day}`
}
