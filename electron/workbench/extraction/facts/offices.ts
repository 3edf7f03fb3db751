import type { ExtractedEntity, ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { overlap } from '../../../../shared/offsets.ts'
import type { FactGrammar } from './compile.ts'
import { hull, inferredSlot, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Word } from './words.ts'

/** What offices need to know of the whole article. */
export interface OfficeContext {
  readonly text: string
  readonly lexicon: FactGrammar
  readonly entities: ReadonlyMap<string, ExtractedEntity>
  /** Countries of the article by ISO 3166-1 alpha-3 code. */
  readonly countries: ReadonlyMap<string, string>
  /** Day for which the article vouches, ISO 8601. */
  readonly day: string | undefined
}

type Status = 'former' | 'designated' | 'acting'

/** Every person with an office in the sentence: "der russische Präsident X", "X, Präsident Russlands,", "X ist Präsident". */
export function findOffices(context: OfficeContext, reading: SentenceReading): Proposal[] {
  const { words, sentence } = reading
  const roles = sentence.mentions.filter((mention) => mention.type === 'ROLE')
  const persons = sentence.mentions.filter((mention) => mention.type === 'PER' && mention.form === 'name')
  if (roles.length === 0 || persons.length === 0) return []
  const found: Proposal[] = []
  const at = (offset: number): number => words.findIndex((word) => word.start <= offset && offset < word.end)
  for (const role of roles) {
    const roleFrom = at(role.start)
    const roleTo = at(role.end - 1) + 1
    if (roleFrom < 0 || roleTo <= 0) continue
    const after = persons.find(
      (person) =>
        person.start >= role.end &&
        isTitleGap(words, roleTo, at(person.start), context.lexicon, persons, role),
    )
    if (after !== undefined) {
      const holders = [after, ...jointHolders(reading, after, persons, role, context.lexicon)]
      const countries = between(sentence.mentions, role.end, after.start, ['GPE'])
      for (const [index, person] of holders.entries()) {
        const respective =
          holders.length > 1 && countries.length === holders.length ? countries[index] : undefined
        found.push(officeOf(context, reading, role, roleFrom, person, after.start, respective))
      }
      continue
    }
    const before = persons.findLast(
      (person) =>
        person.end <= role.start && isApposition(words, at(person.end - 1) + 1, roleFrom, context.lexicon),
    )
    if (before !== undefined)
      found.push(
        officeOf(
          context,
          reading,
          role,
          roleFrom,
          before,
          appositionEnd(words, roleTo, context.lexicon),
          undefined,
        ),
      )
  }
  return found
}

/** Between office and name stand at most its genitives and one comma before the name. */
function isTitleGap(
  words: readonly Word[],
  from: number,
  to: number,
  lexicon: FactGrammar,
  persons: readonly ExtractedMention[],
  role: ExtractedMention,
): boolean {
  if (to < from || to - from > 16) return false
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (word === undefined) return false
    if (word.mentions.some((mention) => persons.includes(mention))) return false
    if (word.mentions.some((mention) => mention.type === 'ROLE' && mention.start >= role.end)) return false
    if (word.punctuation) {
      if (word.text === ',' && i === to - 1) continue
      if (word.text === '.' && lexicon.grammar.addresses.includes(words[i - 1]?.text ?? '')) continue
      return false
    }
    if (word.capital || word.number || word.mentions.length > 0) continue
    if (lexicon.grammar.addresses.includes(word.text)) continue
    const linking =
      word.lower in lexicon.grammar.determiners ||
      ['für', 'von', 'im', 'in', 'der', 'des', 'beim', 'bei', 'zu', 'vom', 'am'].includes(word.lower)
    const coordinator = ['und', 'sowie'].includes(word.lower) && i + 1 < to
    if (linking || coordinator) continue
    if (
      /(e|en|er|es)$/.test(word.lower) &&
      word.forms.every((form) => form.kind !== 'finite' || form.role === 'full') &&
      i + 1 < to
    )
      continue
    return false
  }
  // "der Minister und Putin" names two people; a comma alone needs the office to be complete.
  return words[to - 1]?.lower !== 'und' && words[to - 1]?.lower !== 'sowie'
}

/** "die Präsidenten A und B", "…, A bzw. B": names joined to the first one share the office, if it is plural. */
function jointHolders(
  reading: SentenceReading,
  first: ExtractedMention,
  persons: readonly ExtractedMention[],
  role: ExtractedMention,
  lexicon: FactGrammar,
): readonly ExtractedMention[] {
  const { words } = reading
  const start = words.findIndex((word) => word.start <= role.start && role.start < word.end)
  let lead = start
  while (
    lead > 0 &&
    words[lead - 1]?.punctuation === false &&
    !(words[lead - 1]?.lower ?? '' in lexicon.grammar.prepositions) &&
    !['der', 'die', 'den', 'dem', 'beiden'].includes(words[lead - 1]?.lower ?? '') &&
    start - lead < 4
  )
    lead -= 1
  const determiner = words[lead - 1]?.lower ?? ''
  const plural =
    ['die', 'den', 'beiden', 'der'].includes(determiner) &&
    /(en|er|innen|s|chefs|minister)$/.test(role.surface) &&
    isPluralFor(determiner, role.surface)
  if (!plural) return []
  const joint: ExtractedMention[] = []
  let end = first.end
  for (const person of persons) {
    if (person.start <= end) continue
    const gap = words.filter((word) => word.start >= end && word.end <= person.start)
    if (
      gap.length === 0 ||
      gap.length > 2 ||
      !gap.every((word) => word.text === ',' || word.text === '.' || lexicon.listCoordinators.has(word.lower))
    )
      break
    joint.push(person)
    end = person.end
  }
  return joint
}

function isPluralFor(determiner: string, role: string): boolean {
  if (determiner === 'die' || determiner === 'beiden') return true
  // "den Präsidenten Putin und Xi" may be one or two; "den Außenministern" is plural.
  return determiner === 'den' && /(ern|eln|innen)$/.test(role)
}

/** "X, [der] [ehemalige] [russische] Präsident" and "X ist Präsident". */
function isApposition(words: readonly Word[], from: number, to: number, lexicon: FactGrammar): boolean {
  const first = words[from]
  if (first === undefined || to <= from || to - from > 8) return false
  const copula = first.forms.some((form) => form.lemma === 'sein' && form.kind === 'finite')
  if (first.text !== ',' && first.text !== '(' && first.text !== '–' && !copula) return false
  for (let i = from + 1; i < to; i += 1) {
    const word = words[i]
    if (word === undefined || word.punctuation) return false
    if (word.lower in lexicon.grammar.determiners && !['den', 'dem', 'des'].includes(word.lower)) continue
    if (
      word.mentions.some(
        (mention) => mention.type === 'DEM' || mention.type === 'DATE' || mention.type === 'DURATION',
      )
    )
      continue
    if (
      word.lower === 'seit' ||
      word.lower === 'bis' ||
      word.lower === 'bisher' ||
      word.lower === 'zugleich' ||
      word.number
    )
      continue
    if (!word.capital && /(e|er|en|ige|rige)$/.test(word.lower) && word.forms.length === 0) continue
    return false
  }
  return true
}

function appositionEnd(words: readonly Word[], from: number, lexicon: FactGrammar): number {
  let i = from
  while (i < words.length) {
    const word = words[i]
    if (
      word === undefined ||
      word.punctuation ||
      (word.forms.length > 0 && !word.capital) ||
      lexicon.coordinators.has(word.lower)
    )
      break
    i += 1
  }
  return words[i - 1]?.end ?? 0
}

function between(
  mentions: readonly ExtractedMention[],
  start: number,
  end: number,
  types: readonly ExtractedMention['type'][],
): readonly ExtractedMention[] {
  const found = mentions.filter(
    (mention) =>
      types.includes(mention.type) && mention.start >= start && mention.end <= end && mention.entity !== null,
  )
  return found.filter(
    (mention) =>
      !found.some(
        (other) =>
          other !== mention &&
          other.start <= mention.start &&
          mention.end <= other.end &&
          other.type === mention.type,
      ),
  )
}

function officeOf(
  context: OfficeContext,
  reading: SentenceReading,
  role: ExtractedMention,
  roleFrom: number,
  person: ExtractedMention,
  limit: number,
  respective: ExtractedMention | undefined,
): Proposal {
  const { words, sentence } = reading
  let from = roleFrom
  let status: { readonly word: Word; readonly kind: Status } | undefined
  let origin: ExtractedMention | undefined
  while (from > 0) {
    const word = words[from - 1]
    if (word === undefined || word.punctuation || (word.capital && from - 1 > 0)) break
    const demonym = word.mentions.find((mention) => mention.type === 'DEM')
    const kind = statusOf(word, context.lexicon)
    if (
      demonym === undefined &&
      kind === undefined &&
      !(
        /(e|en|er)$/.test(word.lower) &&
        word.forms.length === 0 &&
        !(word.lower in context.lexicon.grammar.determiners) &&
        !(word.lower in context.lexicon.grammar.prepositions) &&
        !(word.lower in context.lexicon.grammar.pronouns) &&
        !context.lexicon.adverbs.has(word.lower) &&
        !context.lexicon.coordinators.has(word.lower)
      )
    )
      break
    if (demonym !== undefined) origin = demonym
    if (kind !== undefined) status = { word, kind }
    from -= 1
  }
  // "Algeriens Präsident": the country stands before the office without an article.
  const genitive = words[from - 1]?.mentions.find(
    (mention) => mention.type === 'GPE' && mention.end === words[from - 1]?.end && /s$/.test(mention.surface),
  )
  if (origin === undefined && genitive !== undefined) {
    origin = genitive
    from -= 1
  }
  const prefixed = statusOfRole(role)
  const slots: ExtractedSlot[] = [mentionSlot('person', person), mentionSlot('role', role)]
  const org =
    between(sentence.mentions, role.end, Math.max(limit, role.end), ['ORG'])[0] ??
    nested(sentence.mentions, role, 'ORG')
  if (org !== undefined && !(overlap(org, person) > 0)) slots.push(mentionSlot('org', org))
  const country =
    respective ??
    origin ??
    between(sentence.mentions, role.end, Math.max(limit, role.end), ['GPE', 'DEM'])[0] ??
    nested(sentence.mentions, role, 'GPE') ??
    nested(sentence.mentions, role, 'DEM')
  if (country !== undefined) slots.push(mentionSlot('jurisdiction', country))
  else {
    const code =
      context.entities.get(person.entity ?? '')?.country ??
      (org === undefined ? undefined : context.entities.get(org.entity ?? '')?.country)
    const entity =
      code === undefined
        ? undefined
        : (context.countries.get(code) ?? (context.entities.has(code) ? code : undefined))
    if (entity !== undefined)
      slots.push({
        role: 'jurisdiction',
        entity,
        inferred: true,
        rule: 'country of the person or organisation',
      })
  }
  const kind = status?.kind ?? prefixed
  if (status !== undefined) slots.push(textSlot('status', context.text, status.word, status.kind))
  if (context.day !== undefined)
    slots.push(
      kind === 'former'
        ? inferredSlot('validUntil', `<${context.day}`, 'former on the day of the article')
        : inferredSlot('validAt', context.day, 'day of the article'),
    )
  const start = words[from]?.start ?? role.start
  const own = hull([
    { start, end: role.end },
    person,
    ...slots.flatMap((slot) =>
      slot.start === undefined || slot.end === undefined ? [] : [{ start: slot.start, end: slot.end }],
    ),
  ])
  return {
    type: 'position_held', kind: 'relation', rule: 'office.apposition', ruleVersion: 1, prior: 0.85,
    trigger: undefined, evidence: own === undefined ? [] : [own], slots, time: undefined, modality: 'asserted', polarity: 'pos', voice: undefined,
    ...(kind === 'former' ? { temporalStatus: 'former' } : kind === 'designated' ? { temporalStatus: 'designated' } : {}),
    sentence: sentence.index, clause: reading.clauseAt[roleFrom] ?? -1, conflictsWith: [], states: false, wording: '',
  } // prettier-ignore
}

function nested(
  mentions: readonly ExtractedMention[],
  role: ExtractedMention,
  type: ExtractedMention['type'],
): ExtractedMention | undefined {
  return mentions.find(
    (mention) =>
      mention.type === type &&
      mention.entity !== null &&
      role.start <= mention.start &&
      mention.end <= role.end,
  )
}

function statusOf(word: Word, lexicon: FactGrammar): Status | undefined {
  const { former, designated, acting } = lexicon.grammar.statusWords
  if (former.includes(word.lower)) return 'former'
  if (designated.includes(word.lower)) return 'designated'
  return acting.includes(word.lower) ? 'acting' : undefined
}

function statusOfRole(role: ExtractedMention): Status | undefined {
  return /^(ex-|alt-|alt(?=bundes|kanzler))/i.test(role.surface) ? 'former' : undefined
}
