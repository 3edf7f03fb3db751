import { findBracketed } from './abbreviations.ts'
import { findAcronyms, findContextual } from './short-bodies.ts'
import { findAnnouncedBodies } from './announced-bodies.ts'
import { findCompoundBodies } from './compound-bodies.ts'
import { belongingAt, complementEnd, countryLabel, countryOfItem, originAt } from './phrases.ts'
import { namedParts } from './gazetteer.ts'
import type { GazetteerEntry } from './pack.ts'
import { wordKind } from './word-kinds.ts'
import { entryOf, isCapitalised, type Item, type LabelTarget, type SentenceWork } from './work.ts'

const adjectiveEnding = /(?:e|en|er|es|em)$/

/**
 * Bodies of state and other organisations that no list can hold: "russischen Sicherheitsrates",
 * "Außenministerium der Ukraine", "Oberste Gericht Brasiliens", "US-Handelsministerium".
 */
export function findInstitutions(work: SentenceWork): void {
  for (let at = work.tokens.length - 1; at >= 0; at -= 1) {
    if (!work.is(at, wordKind.institution | wordKind.body) || !isCapitalised(work.tokens[at])) continue
    const covered = work.at(at)
    if (covered !== undefined && !(covered.from === at && covered.to === at + 1 && covered.type !== 'ORG'))
      continue
    if (work.is(at, wordKind.institution)) findStateBody(work, at)
    else findGenericBody(work, at)
  }
  findAnnouncedBodies(work)
  findUniversities(work)
  findCompoundBodies(work)
  findAcronyms(work)
  findBracketed(work)
  findContextual(work)
}

function findStateBody(work: SentenceWork, at: number): void {
  const word = work.word(at)
  const found = work.pack.institutions.find(word)
  if (found === undefined) return
  const left = leftOf(work, at)
  // "Ministerium für Industrie und Handel"; "zwischen den Außenministerien für die nächste Phase" is no name.
  let to =
    /^ministeri(?:um|ums)$/i.test(word) || found.institution.subtype === 'agency'
      ? complementEnd(work, at + 1)
      : at + 1
  const belonging = belongingAt(work, to)
  if (belonging !== undefined && belonging.items.length === 1) to = belonging.to
  const owner = belonging?.items[0]
  const possessor = left.from === at ? possessorBefore(work, at) : undefined
  const parts = word.includes('-')
    ? namedParts(work, work.tokens[at] ?? { start: 0, end: 0, text: '', lower: '', kind: 'word' })
    : []
  const country =
    left.country ??
    countryOfItem(owner) ??
    countryOfItem(possessor) ??
    parts
      .map((part) => part.entry.iso3 ?? part.entry.country)
      .find((code) => code !== undefined && code !== 'IGO')
  const named =
    left.from < at || possessor !== undefined || owner !== undefined || parts.length > 0 || to > at + 1
  if (found.plural) {
    if (left.origins.length >= 1 && (left.origins.length > 1 || belonging !== undefined)) return
    if (!named) return
  }
  if (!found.bare && !(named && found.withAdjective)) return
  const sector =
    found.institution.sector === 'GOV' && /verteidigungs|kriegs/i.test(found.base)
      ? 'MIL'
      : found.institution.sector
  const label = institutionLabel(work.pack.countries, {
    base:
      to > at + 1 && belonging === undefined
        ? [found.base, ...work.tokens.slice(at + 1, to).map((word) => word.text)].join(' ')
        : found.base,
    subtype: found.institution.subtype,
    sector,
    country,
    owner: ownerKey(owner, country),
  })
  work.add({
    from: possessor?.from ?? left.from,
    to,
    type: 'ORG',
    form: 'name',
    target: { kind: 'label', label },
    rule: named ? 'mention.institution' : 'mention.institution.bare',
    prior: named ? 0.9 : 0.6,
  })
}

/** "Israels Botschaft": the country whose genitive precedes belongs to the name. */
function possessorBefore(work: SentenceWork, at: number): Item | undefined {
  const item = work.at(at - 1)
  if (item?.type !== 'GPE' || item.to !== at || !/(?:s|’)$/.test(work.word(at - 1))) return undefined
  return entryOf(item)?.de === work.text.slice(item.start, item.end) ? undefined : item
}

interface Left {
  readonly from: number
  readonly country: string | undefined
  readonly origins: readonly Item[]
  /** Capitalised adjectives that belong to the name. */
  readonly proper: number
}

/** Adjectives before the head that belong to the name: of origin, and capitalised ones within the sentence. */
function leftOf(work: SentenceWork, head: number): Left {
  let from = head
  let proper = 0
  const origins: Item[] = []
  while (from > 0) {
    const before = from - 1
    const text = work.word(before)
    const origin = originAt(work, before)
    if (origin !== undefined && (adjectiveEnding.test(text) || text === 'Schweizer')) {
      // "russischen und chinesischen Verteidigungsministerien": two bodies, no name.
      if (work.lower(before - 1) === 'und' && originAt(work, before - 2) !== undefined) {
        origins.push(origin)
        break
      }
      origins.push(origin)
      // "Die Serbische Fortschrittspartei": a capital within the sentence makes the adjective part of a name.
      if (/isch(?:e|en|er|es|em)$/.test(text) && isCapitalised(work.tokens[before]) && !work.opens(before))
        proper += 1
      from = before
      continue
    }
    if (isProperAdjective(work, before)) {
      proper += 1
      from = before
      continue
    }
    break
  }
  return { from, country: countryOfItem(origins[0]), origins, proper }
}

/** Adjectives of names of bodies that are also offices or nouns: "Obersten Gericht", "Nationalen Rat". */
const properRanks =
  /^(?:Oberst|Höchst|Hoh|National|Zentral|Staatlich|Ständig|Öffentlich|Allgemein|Europäisch|International|Unabhängig|Deutsch|Afrikanisch|Demokratisch|Republikanisch|Liberal|Grün|Rot|Neu|Freiheitlich|Christlich|Sozialistisch|Kommunistisch|Islamisch|Vereint|Vereinigt)(?:e|en|er|es|em)$/

function isProperAdjective(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (token === undefined || !isCapitalised(token) || work.opens(at) || work.at(at) !== undefined)
    return false
  return (
    adjectiveEnding.test(token.text) &&
    (properRanks.test(token.text) ||
      (!work.pack.nouns.listed(token.text) && work.pack.offices.find(token.text) === undefined)) &&
    work.pack.names.family(token.text).length === 0 &&
    !work.pack.words.honorifics.has(token.text)
  )
}

function ownerKey(owner: Item | undefined, country: string | undefined): string | undefined {
  if (owner === undefined) return country
  const entry = entryOf(owner)
  return entry?.iso3 ?? entry?.id ?? (owner.target.kind === 'label' ? owner.target.label.key : undefined)
}

interface LabelParts {
  readonly base: string
  readonly subtype: string
  readonly sector: string | undefined
  readonly country: string | undefined
  readonly owner: string | undefined
}

/** Key and label under which the names of one body meet; the country is left open where the text names none. */
export function institutionLabel(
  countries: ReadonlyMap<string, GazetteerEntry>,
  parts: LabelParts,
): LabelTarget {
  const country = countryLabel(countries, parts.country)
  const bare = parts.base.replace(/^(?:US|UN|EU|UNO)-/, '').replace(/^Bundes(?=\p{Ll})/u, '')
  const base = bare.charAt(0).toUpperCase() + bare.slice(1)
  return {
    type: 'ORG',
    key: `institution:${base.toLowerCase()}:${parts.owner ?? parts.country ?? ''}`,
    canonical: country === undefined ? base : `${base} (${country})`,
    subtype: parts.subtype,
    country: parts.country,
    sector: parts.sector,
  }
}

/** "Demokratische Partei", "Oberste Gericht Brasiliens": a general noun with a capitalised adjective. */
function findGenericBody(work: SentenceWork, at: number): void {
  const left = leftOf(work, at)
  const led = work.pack.words.forComplement.has(work.lower(at)) && work.lower(at + 1) === 'für'
  if (left.proper === 0 && !led) return
  // "Türkische Agentur für Kooperation und Koordination"
  const end = complementEnd(work, at + 1)
  if (left.proper === 0 && end === at + 1) return
  const belonging = end > at + 1 ? undefined : belongingAt(work, at + 1)
  const single = belonging?.items.length === 1 ? belonging : undefined
  const to = single?.to ?? end
  const owner = single?.items[0]
  const country = left.country ?? countryOfItem(owner)
  // An adjective of origin with a capital belongs to the name, one without tells the country.
  const words = work.tokens
    .slice(left.from, at + 1)
    .filter((token, index) => originAt(work, left.from + index) === undefined || isCapitalised(token))
    .map((token) => token.text)
  const tail =
    end > at + 1 ? ` ${work.text.slice(work.tokens[at + 1]?.start, work.tokens[end - 1]?.end)}` : ''
  const stem =
    words
      .map((word, index) => (index < words.length - 1 ? word.replace(/(?:en|er|es|em)$/, 'e') : word))
      .join(' ') + tail
  work.add({
    from: left.from,
    to,
    type: 'ORG',
    form: 'name',
    target: {
      kind: 'label',
      label: {
        type: 'ORG',
        key: `body:${stem.toLowerCase()}:${ownerKey(owner, country) ?? ''}`,
        canonical: stem,
        country,
      },
    },
    rule: 'mention.body',
    prior: 0.8,
  })
}

/** "Universität Oxford": the place belongs to the name. */
function findUniversities(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    if (!work.is(at, wordKind.school) || work.at(at) !== undefined) continue
    const place = work.at(at + 1)
    const to = place?.type === 'GPE' && place.from === at + 1 ? place.to : at + 1
    if (to === at + 1) continue
    const name = work.text.slice(work.tokens[at]?.start, work.tokens[to - 1]?.end)
    work.add({
      from: at,
      to,
      type: 'ORG',
      form: 'name',
      target: {
        kind: 'label',
        label: {
          type: 'ORG',
          key: `name:${name.toLowerCase()}`,
          canonical: name,
          subtype: 'university',
          country: countryOfItem(place),
        },
      },
      rule: 'mention.university',
      prior: 0.85,
    })
  }
}
