import {
  belongingAt,
  complementEnd,
  countryOfItem,
  isAdjectiveLike,
  isArticle,
  isDefinite,
  originAt,
} from './phrases.ts'
import { namedParts } from './gazetteer.ts'
import { wordKind } from './word-kinds.ts'
import { countryOf, entryOf, isCapitalised, type RoleItem, type SentenceWork } from './work.ts'

/** Finds offices with their rank modifiers, and the country or body they belong to. */
export function findOffices(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (!work.is(at, wordKind.office) || token === undefined || !isCapitalised(token)) continue
    const covered = work.at(at)
    if (covered !== undefined) continue
    const role = readOffice(work, at)
    if (role !== undefined) work.roles.push(role)
  }
}

function readOffice(work: SentenceWork, head: number): RoleItem | undefined {
  const token = work.tokens[head]
  const office = token === undefined ? undefined : work.pack.offices.find(token.text)
  if (token === undefined || office === undefined) return undefined
  const left = readLeft(work, head)
  let to = domainEnd(work, head, office.base) ?? complementEnd(work, head + 1)
  // "Minister of State", "Staats- und Regierungschef": the first half belongs to the title.
  const belonging = belongingAt(work, to)
  if (to > head + 1 && work.pack.offices.find(work.word(to)) !== undefined) to = head + 1
  const phraseTo = complementEnd(work, afterAbbreviation(work, belonging?.to ?? to))
  const compound = token.text.includes('-') ? namedParts(work, token) : []
  const compoundCountry = compound
    .map((part) => countryOf(part.entry))
    .find((code) => code !== undefined && code !== 'IGO')
  const owner = belonging?.items[0]
  const country =
    left.country ??
    countryOfItem(owner) ??
    compoundCountry ??
    left.genitive ??
    work.pack.offices.countryOf(token.lower)
  const plural = office.plural ?? isPluralPhrase(work, left.phraseFrom, head, office.base)
  const organisation =
    ownerKey(owner) ??
    compound
      .map((part) => (part.entry.type === 'ORG' ? part.entry.id : undefined))
      .find((id) => id !== undefined)
  const modifiers = work.tokens
    .slice(left.from, head)
    .map((word) => word.lower.replace(/(?:e|en|er|es|em)$/, ''))
  const base = office.base.toLowerCase().replace(/in$/, office.feminine ? '' : 'in')
  const label = [
    ...work.tokens
      .slice(left.from, head)
      .map((word) =>
        word.text.endsWith('-') || word.lower === 'und' ? word.text : nominative(word.lower, office.feminine),
      ),
    office.base,
  ].join(' ')
  return {
    from: left.from,
    head,
    to,
    phraseFrom: left.phraseFrom,
    phraseTo,
    looseTo: looseEnd(work, phraseTo),
    key: [...modifiers, base].join(' ') + (organisation === undefined ? '' : `@${organisation}`),
    label,
    level: office.head.level,
    feminine: office.feminine,
    plural,
    country,
    countries: belonging?.items.map((item) => countryOfItem(item)).filter((code) => code !== undefined) ?? [],
    sector: sectorOf(base, office.head.sector),
    status: left.status,
    definite: left.definite,
    counterpart: office.head.counterpart === true,
  }
}

function ownerKey(item: ReturnType<SentenceWork['at']>): string | undefined {
  if (item?.type !== 'ORG') return undefined
  return entryOf(item)?.id ?? (item.target.kind === 'label' ? item.target.label.key : undefined)
}

function sectorOf(base: string, sector: string | undefined): string | undefined {
  return sector === 'GOV' && /verteidigungs|kriegs|heeres/.test(base) ? 'MIL' : sector
}

function nominative(adjective: string, feminine: boolean): string {
  return adjective.replace(/(?:en|em|es|er|e)$/, feminine ? 'e' : 'er')
}

/** "Minister der nationalen Verteidigung", "Ministerin des Auswärtigen": what a minister minds is part of the title. */
function domainEnd(work: SentenceWork, head: number, base: string): number | undefined {
  if (!/minister|sekretär/i.test(base) || !/^(?:der|des)$/.test(work.lower(head + 1))) return undefined
  const { domains } = work.pack.offices
  for (const noun of [head + 2, head + 3]) {
    const named = domains.has(work.word(noun)) && work.at(noun) === undefined
    // "der Auswärtigen Beziehungen": the attribute may be a domain of its own.
    if (named && !(noun === head + 2 && domains.has(work.word(noun + 1)))) return noun + 1
    if (!isAdjectiveLike(work.word(noun))) return undefined
  }
  return undefined
}

/** "des Handelsausschusses", "der außenpolitischen Abteilung": a genitive that names no known body. */
function looseEnd(work: SentenceWork, at: number): number {
  let end = at
  for (let round = 0; round < 3; round += 1) {
    const lower = work.lower(end)
    if (lower !== 'der' && lower !== 'des') break
    let noun = end + 1
    while (noun < end + 4 && isAdjectiveLike(work.word(noun))) noun += 1
    if (!isCapitalised(work.tokens[noun])) break
    end = work.at(noun)?.to ?? noun + 1
  }
  const near = work.lower(end)
  if (near === 'in' || near === 'bei') {
    // "der russische Botschafter in Vietnam, X", "Vertreter bei den Vereinten Nationen, X".
    const place = work.at(end + 1) ?? (isArticle(work.lower(end + 1)) ? work.at(end + 2) : undefined)
    if (place?.type === 'GPE' || place?.type === 'ORG') end = place.to
  }
  return complementEnd(work, end)
}

/** "Chef der Internationalen Atomenergiebehörde (IAEA), …": the abbreviation belongs to the phrase. */
function afterAbbreviation(work: SentenceWork, at: number): number {
  const item = work.at(at + 1)
  return work.lower(at) === '(' && item?.type === 'ORG' && work.lower(item.to) === ')' ? item.to + 1 : at
}

interface Left {
  readonly from: number
  readonly phraseFrom: number
  readonly country: string | undefined
  /** Country whose genitive precedes: "Russlands Präsident". */
  readonly genitive: string | undefined
  readonly status: RoleItem['status']
  readonly definite: boolean
}

/** Walks back over rank modifiers, status words, adjectives of origin and the article. */
function readLeft(work: SentenceWork, head: number): Left {
  const { modifiers, status: statusWords } = work.pack.offices
  let from = head
  let at = head - 1
  let country: string | undefined
  let status: RoleItem['status']
  let interrupted = false
  let phraseFrom = head
  while (at >= 0) {
    const lower = work.lower(at)
    const origin = originAt(work, at)
    if (modifiers.has(lower) || /^\d+\.$/.test(lower)) {
      from = at
      interrupted = false
    } else if (origin !== undefined) {
      country ??= countryOfItem(origin)
      interrupted = true
    } else if (statusWords.has(lower)) {
      status ??= statusWords.get(lower)
      interrupted = true
    } else if (
      (lower.endsWith('-') && work.lower(at + 1) === 'und' && from === at + 1) ||
      (lower === 'und' && work.word(at - 1).endsWith('-')) ||
      // "außerordentlicher und bevollmächtigter Botschafter"
      (lower === 'und' && from === at + 1 && from < head && modifiers.has(work.lower(at - 1)))
    ) {
      from = at
    } else break
    phraseFrom = at
    at -= 1
  }
  if (interrupted && from === head) from = head
  const before = work.lower(at)
  const possessor = work.at(at)
  const genitive =
    possessor?.type === 'GPE' &&
    possessor.to === at + 1 &&
    /(?:s|’)$/.test(work.word(at)) &&
    entryOf(possessor)?.de !== work.text.slice(possessor.start, possessor.end)
      ? countryOfItem(possessor)
      : undefined
  if (/^(?:ex|alt|noch|interims|übergangs)-/.test(work.lower(head)))
    status ??= work.lower(head).startsWith('ex') || work.lower(head).startsWith('alt') ? 'former' : 'current'
  return {
    from,
    phraseFrom,
    country,
    genitive,
    status,
    definite: isDefinite(before) || genitive !== undefined,
  }
}

/** For forms that are singular and plural alike the article decides: "die Minister" but "der Minister". */
function isPluralPhrase(work: SentenceWork, phraseFrom: number, head: number, base: string): boolean {
  const before = work.lower(phraseFrom - 1)
  const feminine = base.endsWith('in')
  const form = work.word(head)
  // "des Staatschefs" is one, "die Staatschefs" and "ihrer Staatschefs" are several.
  if (/[^s]s$/.test(form) && !/s$/i.test(base)) return !/s$/.test(before)
  if (
    [
      'beide',
      'beiden',
      'beider',
      'zwei',
      'drei',
      'vier',
      'mehrere',
      'alle',
      'aller',
      'viele',
      'einige',
      'zahlreiche',
    ].includes(before)
  )
    return true
  if (before === 'die' && !feminine && !/(?:te|de)$/.test(form)) return true
  // "die Vorsitzende" is one woman, "die Vorsitzenden" are several.
  if (before === 'die' && /(?:ten|den)$/.test(form)) return true
  if (before === 'den' && form.endsWith('n') && !form.endsWith('en') && !feminine) return true
  const first = work.lower(phraseFrom)
  if (
    phraseFrom < head &&
    !isArticle(before) &&
    work.opens(phraseFrom) &&
    /e$/.test(first) &&
    !feminine &&
    !/(?:te|de)$/.test(form) &&
    work.pack.offices.find(form)?.plural === undefined
  ) {
    // "Russische Minister" without an article at the head of a sentence.
    return !isCapitalised(work.tokens[head + 1])
  }
  return false
}
