import { isAdjectiveLike, isArticle, originAt, belongingAt } from './phrases.ts'
import { namedParts } from './gazetteer.ts'
import { isCapitalised, type Item, type LabelTarget, type SentenceWork } from './work.ts'

/** Partnership grades, events and formats, documents, policies and works. */
export function findThings(work: SentenceWork): void {
  findLevels(work)
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (token === undefined || !isCapitalised(token)) continue
    const covering = work.at(at)
    if (covering !== undefined && covering.type !== 'GPE' && covering.type !== 'ORG') continue
    if (
      covering !== undefined &&
      covering.to - covering.from === 1 &&
      covering.end - covering.start === token.end - token.start
    )
      continue
    findEvent(work, at)
    findDocument(work, at)
    findPolicy(work, at)
    findWork(work, at)
  }
}

function label(
  work: SentenceWork,
  item: {
    readonly from: number
    readonly to: number
    readonly type: LabelTarget['type']
    readonly form: Item['form']
    readonly rule: string
    readonly prior: number
    readonly canonical: string
    readonly key?: string
    readonly english?: string | undefined
    readonly subtype?: string
  },
): boolean {
  const key = item.key ?? `${item.type}:${item.canonical.toLowerCase()}`
  return work.add({
    from: item.from,
    to: item.to,
    type: item.type,
    form: item.form,
    target: {
      kind: 'label',
      label: {
        type: item.type,
        key,
        canonical: item.canonical,
        english: item.english,
        subtype: item.subtype,
      },
    },
    rule: item.rule,
    prior: item.prior,
  })
}

/** Nominative of a noun phrase from the text: adjectives in -e(r), the noun as it stands without genitive -s. */
function dictionaryForm(words: readonly string[], ending: string): string {
  return words
    .map((word, index) =>
      index < words.length - 1 && isAdjectiveLike(word.toLowerCase())
        ? word.replace(/(?:en|er|es|em|e)$/, ending)
        : word,
    )
    .join(' ')
}

/** "umfassende strategische Partnerschaft", "„unbegrenzte“ Partnerschaft", "strategischer Partner". */
function findLevels(work: SentenceWork): void {
  const { levelAdjectives, levelNouns, levelAlone } = work.pack.words
  for (let at = 0; at < work.tokens.length; at += 1) {
    const word = work.word(at)
    if (levelAlone.has(word) && work.at(at) === undefined) {
      label(work, {
        from: at,
        to: at + 1,
        type: 'LEVEL',
        form: 'name',
        rule: 'mention.level.noun',
        prior: 0.7,
        canonical: word,
      })
      continue
    }
    if (!levelNouns.has(word)) continue
    let from = at
    let sufficient = false
    let before = at - 1
    const adjectives: string[] = []
    while (before >= 0) {
      const token = work.tokens[before]
      if (token === undefined) break
      if (token.kind === 'quote-close' && work.tokens[before - 2]?.kind === 'quote-open') {
        const quoted = work.lower(before - 1)
        if (!levelAdjectives.has(quoted)) break
        sufficient ||= levelAdjectives.get(quoted) === true
        adjectives.unshift(`„${quoted}“`)
        from = before - 2
        before -= 3
        continue
      }
      const known = levelAdjectives.get(token.lower)
      if (known !== undefined) {
        sufficient ||= known
        adjectives.unshift(token.lower)
        from = before
      } else if (!(
        (token.lower === 'und' || token.lower === ',') &&
        levelAdjectives.has(work.lower(before - 1)) &&
        from === before + 1
      ))
        break
      before -= 1
    }
    if (!sufficient) continue
    const noun = word.replace(/^(Partner)(?:s|n)$/, '$1').replace(/^(.*schaft)en$/, '$1')
    const ending = noun.endsWith('schaft') || noun.endsWith('in') ? 'e' : 'er'
    const canonical = [
      ...adjectives.map((adjective) => adjective.replace(/(?:en|er|es|em|e)(“?)$/, `${ending}$1`)),
      noun,
    ].join(' ')
    const grade = canonical
      .replace(/er Partner$/, 'e Partnerschaft')
      .replaceAll(/er(?= .*Partnerschaft$)/g, 'e')
    label(work, {
      from,
      to: at + 1,
      type: 'LEVEL',
      form: 'name',
      rule: 'mention.level',
      prior: 0.93,
      canonical: grade,
      english: work.pack.lexicon.levels.english[grade],
    })
  }
}

/** "russisch-vietnamesische": a hyphen compound of adjectives of origin. */
function isOriginCompound(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (token === undefined || !token.text.includes('-') || isCapitalised(token)) return false
  const parts = namedParts(work, token)
  return parts.length > 1 && parts.every((part) => part.demonym)
}

/** Token range of the adjectives of origin and capitalised adjectives before a head. */
function withAttributes(work: SentenceWork, head: number): number {
  let from = head
  while (from > 0) {
    const before = from - 1
    if (originAt(work, before) !== undefined || isOriginCompound(work, before)) from = before
    else if (
      isCapitalised(work.tokens[before]) &&
      !work.opens(before) &&
      work.at(before) === undefined &&
      /(?:e|en|er|es|em)$/.test(work.word(before)) &&
      !work.pack.nouns.listed(work.word(before))
    )
      from = before
    else break
  }
  return from
}

/** End of "zwischen A und B" or "mit B" or a place after an event. */
function relationEnd(work: SentenceWork, at: number, withPartner = false): number {
  const led = work.lower(at)
  if (led !== 'zwischen' && !(led === 'mit' && withPartner)) return at
  let next = at + 1
  let end = at
  while (next < Math.min(work.tokens.length, at + 9)) {
    const item = work.at(next)
    if (item !== undefined && ['GPE', 'ORG', 'LOC'].includes(item.type)) {
      next = item.to
      end = next
    } else if (work.lower(next) === 'und' || isArticle(work.lower(next)) || work.lower(next) === ',')
      next += 1
    else break
  }
  return end
}

function findEvent(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined) return
  const { eventHeads, eventAdjectives } = work.pack.words
  const lower = token.lower
  const last = lower.slice(lower.lastIndexOf('-') + 1)
  const compound = lower.includes('-')
  const adjective = eventAdjectives.get(work.lower(at - 1))
  if (adjective !== undefined && [...adjective].some((head) => lower.endsWith(head))) {
    const to = relationEnd(work, at + 1)
    const canonical = dictionaryForm([work.word(at - 1), nominativeNoun(token.text)], 'er')
    label(work, {
      from: withAttributes(work, at - 1),
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.format',
      prior: 0.85,
      canonical: canonical.charAt(0).toUpperCase() + canonical.slice(1),
    })
    return
  }
  if (compound && eventHeads.has(last)) {
    const parts = namedParts(work, token)
    const first = token.text.slice(0, token.text.indexOf('-'))
    const adjectival = parts.length > 0 && parts.every((part) => part.demonym)
    if (parts.length === 0 && !/^\p{Lu}[\p{Lu}\d]+$/u.test(first) && !isPersonPart(work, first)) return
    if (adjectival) return
    const from = withAttributes(work, at)
    const to = relationEnd(work, at + 1)
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.compound',
      prior: 0.85,
      canonical: nominativeNoun(token.text),
    })
    return
  }
  const tail = work.pack.words.eventTails.ends(lower)
  if (!eventHeads.has(lower) && !tail) return
  const from = withAttributes(work, at)
  let to = relationEnd(work, at + 1)
  const held = work.at(at + 2)
  if (/kulturtagen?$/.test(lower) && work.lower(at + 1) === 'in' && held?.type === 'GPE') to = held.to
  const citizens = from < at && work.pack.citizens.has(work.word(from))
  const proper = from < at && work.at(from) === undefined
  const festival =
    /(?:kulturtage|kulturtagen|regierungskonsultationen|mechanismus|gipfel|gipfels|gipfeltreffen|gipfeltreffens|sicherheitskonferenz|dialogs?|manövern?|forums?)$/.test(
      lower,
    )
  if (to > at + 1 && /mechanismus|dialog|gipfel|konsultationen|forum|format/.test(lower)) {
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.between',
      prior: 0.8,
      canonical: nominativeNoun(token.text),
    })
  } else if (from < at && (citizens || proper || festival)) {
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.attribute',
      prior: 0.75,
      canonical: work.text.slice(work.tokens[from]?.start, token.end),
    })
  } else if (
    /^(?:friedens|wiederaufbau|geber|klima|sicherheits|wirtschafts|welt|sonder|regierungs|impf|afrika|westbalkan|ostasien|korea)/.test(
      lower,
    ) &&
    /(?:gipfel|gipfels|konferenz|forum|forums|konsultationen|konsultationsmechanismus)$/.test(lower)
  ) {
    label(work, {
      from: at,
      to: at + 1,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.noun',
      prior: 0.6,
      canonical: nominativeNoun(token.text),
    })
  }
}

function isPersonPart(work: SentenceWork, part: string): boolean {
  return work.pack.names.family(part).length > 0 && !work.pack.nouns.likely(part)
}

function nominativeNoun(noun: string): string {
  return noun
    .replace(
      /(gipfel|treffen|forum|dialog|format|manöver|mechanismus|krieg|konflikt|prozess|abkommen|vertrag|plan|pakt|memorandum|protokoll|gesetz)(?:e?s)$/i,
      '$1',
    )
    .replace(/kulturtagen$/i, 'kulturtage')
}

function findDocument(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined || work.at(at)?.type === 'DOCU') return
  const { documentHeads, documentCompounds } = work.pack.words
  const lower = token.lower
  const last = lower.slice(lower.lastIndexOf('-') + 1)
  const isHead = documentHeads.has(lower)
  const isCompound = documentCompounds.has(lower)
  const hyphened = lower.includes('-') && (documentHeads.has(last) || documentCompounds.has(last))
  if (!isHead && !isCompound && !hyphened) return
  const parts = hyphened ? namedParts(work, token) : []
  const number = work.tokens[at + 1]
  const numbered =
    (isHead || hyphened) && /^(?:resolution)$/.test(last) && number !== undefined && /^\d/.test(number.text)
  let to = numbered ? at + 2 : at + 1
  const extended = Math.max(extensionEnd(work, to), relationEnd(work, to, true))
  const from = documentFrom(work, at)
  const belonging = belongingAt(work, extended > to ? extended : to)
  const belongs = isCompound && belonging?.items[0]?.type === 'GPE' && belonging.items.length === 1
  const named =
    belongs ||
    (hyphened && (parts.length > 0 || /^\p{Lu}[\p{Lu}\d]/u.test(token.text))) ||
    numbered ||
    (extended > to && (isHead || isCompound)) ||
    (from < at && !isOriginOnly(work, from, at))
  if (extended > to) to = extended
  if (belonging?.items.length === 1 && named && belonging.items[0]?.type === 'GPE') to = belonging.to
  if (!named && !isCompound) return
  const text = work.text.slice(work.tokens[from]?.start, work.tokens[to - 1]?.end)
  const canonical = to === at + 1 && from === at ? nominativeNoun(token.text) : nominativeNoun(text)
  label(work, {
    from,
    to,
    type: 'DOCU',
    form: named ? 'name' : 'nominal',
    rule: named ? 'mention.document' : 'mention.document.noun',
    prior: named ? 0.8 : 0.6,
    canonical,
    ...(named ? {} : { key: `DOCU:${nominativeNoun(token.text).toLowerCase()}` }),
  })
}

function isOriginOnly(work: SentenceWork, from: number, head: number): boolean {
  for (let at = from; at < head; at += 1) {
    const item = originAt(work, at)
    if (item === undefined || work.pack.citizens.has(work.word(at))) return false
  }
  return true
}

/** "Pariser Abkommen", "Gemeinsame Erklärung": capitalised attributes of a document. */
function documentFrom(work: SentenceWork, head: number): number {
  const from = withAttributes(work, head)
  return from
}

/** "über die Grundprinzipien der Freundschaft zwischen Vietnam und Russland", "zur Zusammenarbeit im Bereich …". */
function extensionEnd(work: SentenceWork, at: number): number {
  const lower = work.lower(at)
  if (lower !== 'über' && lower !== 'zur' && lower !== 'zum') return at
  let end = at
  let next = at + 1
  while (next < Math.min(work.tokens.length, at + 16)) {
    const token = work.tokens[next]
    if (token === undefined) break
    const relation = relationEnd(work, next)
    if (relation > next) return relation
    if (isCapitalised(token) || token.text.endsWith('-')) {
      end = next + 1
      next += 1
    } else if (isArticle(token.lower) || token.lower === 'und' || isAdjectiveLike(token.text)) {
      // A finite verb closes the phrase: "das Abkommen über die Grenze wurde …".
      if (
        token.lower === 'wurde' ||
        token.lower === 'werden' ||
        token.lower === 'wurden' ||
        token.lower === 'haben'
      )
        break
      next += 1
    } else break
  }
  return end
}

function findPolicy(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined) return
  const { policyCompounds } = work.pack.words
  const last = token.lower.slice(token.lower.lastIndexOf('-') + 1)
  const ends = work.pack.words.policyTails.ends(last)
  if (token.lower.includes('-')) {
    if (!ends || (namedParts(work, token).length === 0 && !/^\p{Lu}/u.test(token.text))) return
    if (namedParts(work, token).length === 0) return
    label(work, {
      from: at,
      to: at + 1,
      type: 'POLICY',
      form: 'name',
      rule: 'mention.policy.compound',
      prior: 0.75,
      canonical: token.text,
    })
  } else if (policyCompounds.has(token.lower)) {
    const belonging = belongingAt(work, at + 1)
    label(work, {
      from: at,
      to: belonging?.to ?? at + 1,
      type: 'POLICY',
      form: 'nominal',
      rule: 'mention.policy.noun',
      prior: 0.6,
      canonical: token.text,
    })
  }
}

/** "Atomkraftwerk Saporischschja", "Windpark Xyz". */
function findWork(work: SentenceWork, at: number): void {
  if (!work.pack.words.works.has(work.word(at))) return
  const next = work.at(at + 1)
  const end =
    next?.type === 'GPE' && next.from === at + 1
      ? next.to
      : isCapitalised(work.tokens[at + 1]) &&
          !work.pack.nouns.likely(work.word(at + 1)) &&
          work.at(at + 1) === undefined
        ? at + 2
        : at
  if (end === at) return
  const to = /^\d+$/.test(work.word(end)) || /^I{1,3}$/.test(work.word(end)) ? end + 1 : end
  const canonical = `${work.word(at).replace(/e?s$/, '')} ${work.text.slice(work.tokens[at + 1]?.start, work.tokens[to - 1]?.end)}`
  label(work, {
    from: at,
    to,
    type: 'PROJECT',
    form: 'name',
    rule: 'mention.work',
    prior: 0.8,
    canonical,
  })
}
