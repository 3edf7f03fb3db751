import type { ExtractedEntity, ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { overlap } from '../../../../shared/offsets.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import {
  isTitleGap,
  isApposition,
  appositionEnd,
  isOwnersOffice,
  jointHolders,
  ownedEnd,
} from './office-patterns.ts'
import { bodyBefore, countryNear, isStateOffice, orgBefore } from './office-country.ts'
import {
  hull,
  inferredSlot,
  inOneShape,
  knownSlot,
  mentionSlot,
  textSlot,
  type Proposal,
} from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Word } from './words.ts'

/** What offices need to know of the whole article. */
interface OfficeContext {
  readonly text: string
  readonly lexicon: FactGrammar
  readonly entities: ReadonlyMap<string, ExtractedEntity>
  /** Countries of the article by ISO 3166-1 alpha-3 code. */
  readonly countries: ReadonlyMap<string, string>
  /** All sentences of the article, for offices whose country stands elsewhere. */
  readonly readings: readonly SentenceReading[]
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
  let last: { readonly to: number; readonly person: ExtractedMention; readonly behind: boolean } | undefined
  for (const role of roles) {
    const roleFrom = at(role.start)
    const roleTo = at(role.end - 1) + 1
    // "Scheich Chalid": a form of address and no office.
    if (roleFrom < 0 || roleTo <= 0 || context.lexicon.grammar.addresses.includes(role.surface)) continue
    // "der Gesandte des Generalsekretärs, X": X is no general secretary.
    if (last !== undefined && last.person.start > role.end && isOwnersOffice(words, roleFrom, last.to))
      continue
    const after = persons.find(
      (person) =>
        person.start >= role.end &&
        isTitleGap(words, roleTo, at(person.start), context.lexicon, persons, role),
    )
    // "X, stellvertretender Minister, Frau Y": the office is that of the name before it.
    const behind = persons.findLast(
      (person) => person.end <= role.start && isApposition(words, at(person.end - 1) + 1, roleFrom),
    )
    const parted =
      after !== undefined && words.slice(roleTo, at(after.start)).some((word) => word.text === ',')
    if (after !== undefined && !(behind !== undefined && parted)) {
      const holders = [after, ...jointHolders(reading, after, persons, role, context.lexicon)]
      const countries = between(sentence.mentions, role.end, after.start, ['GPE'])
      for (const [index, person] of holders.entries()) {
        const respective =
          holders.length > 1 && countries.length === holders.length
            ? countries[index]
            : bracketed(context.text, reading, person, 'GPE')
        found.push(officeOf(context, reading, role, roleFrom, person, after.start, respective))
      }
      last = { to: roleTo, person: after, behind: false }
      continue
    }
    const before =
      behind ??
      (last?.behind === true && words[roleFrom - 1]?.lower === 'und' && goesOnFrom(words, last.to, roleFrom)
        ? last.person
        : undefined)
    if (before !== undefined) {
      last = { to: roleTo, person: before, behind: true }
      found.push(
        officeOf(
          context,
          reading,
          role,
          roleFrom,
          before,
          appositionEnd(words, roleTo),
          bracketed(context.text, reading, before, 'GPE'),
        ),
      )
    }
  }
  found.push(...counterparts(context, reading, roles, persons))
  return found
}

/** "X, Mitglied des Politbüros und Leiter der Behörde": nothing but the first office's owner stands between the two. */
function goesOnFrom(words: readonly Word[], from: number, to: number): boolean {
  return words
    .slice(from, to)
    .every(
      (word) =>
        !word.punctuation && !word.forms.some((form) => form.kind === 'finite' && form.role !== 'full'),
    )
}

/** The name in brackets right behind another: "X (Ungarn)", "Y (SPD)". */
export function bracketed(
  text: string,
  reading: SentenceReading,
  name: ExtractedMention,
  type: ExtractedMention['type'],
): ExtractedMention | undefined {
  return reading.sentence.mentions.find(
    (mention) =>
      mention.type === type &&
      mention.entity !== null &&
      mention.start === name.end + 2 &&
      text.slice(name.end, mention.start) === ' (' &&
      text[mention.end] === ')',
  )
}

/** "der Außenminister … mit seinem spanischen Amtskollegen X": X holds the office named before him. */
function counterparts(
  context: OfficeContext,
  reading: SentenceReading,
  roles: readonly ExtractedMention[],
  persons: readonly ExtractedMention[],
): readonly Proposal[] {
  const { words } = reading
  return words.flatMap((word, i) => {
    if (!word.capital || nounStem(word.lower, context.lexicon.counterpartNouns) === undefined) return []
    const next = words[i + 1]?.text === ',' ? i + 2 : i + 1
    const person = persons.find((one) => one.start === words[next]?.start)
    const role = roles.findLast((one) => one.end <= word.start)
    if (person === undefined || role === undefined) return []
    const origin = [words[i - 1], words[i - 2]]
      .flatMap((one) => one?.mentions ?? [])
      .find((one) => one.type === 'DEM' && one.entity !== null)
    const start = origin?.start ?? word.start
    const slots: ExtractedSlot[] = [
      mentionSlot('person', person),
      mentionSlot('role', role),
      ...(origin === undefined ? [] : [mentionSlot('jurisdiction', origin)]),
      ...(context.day === undefined ? [] : [inferredSlot('validAt', context.day, 'day of the article')]),
    ]
    return [
      inOneShape({
        type: 'position_held', kind: 'relation', rule: 'office.counterpart', ruleVersion: 1, prior: 0.75,
        trigger: undefined, evidence: [{ start, end: person.end }], slots, time: undefined, modality: 'asserted', polarity: 'pos', voice: undefined,
        sentence: reading.sentence.index, clause: reading.clauseAt[i] ?? -1, conflictsWith: [], states: false, wording: '',
      }), // prettier-ignore
    ]
  })
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
        word.listed.determiner === undefined &&
        word.listed.preposition === undefined &&
        word.listed.pronoun === undefined &&
        !word.listed.adverb &&
        !word.listed.coordinator
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
  const beside =
    between(sentence.mentions, role.end, Math.max(limit, role.end), ['ORG'])[0] ??
    nested(sentence.mentions, role, 'ORG')
  const org = beside ?? bodyBefore(context.readings, sentence.index, role, context.entities)
  if (org !== undefined && !(overlap(org, person) > 0))
    slots.push(org.end <= sentence.start ? orgBefore(org) : mentionSlot('org', org))
  const country =
    respective ??
    origin ??
    between(sentence.mentions, role.end, Math.max(limit, role.end), ['GPE', 'DEM']).find(
      (mention) => !isPostedTo(context.text, role, mention),
    ) ??
    nested(sentence.mentions, role, 'GPE') ??
    nested(sentence.mentions, role, 'DEM')
  if (country !== undefined) slots.push(mentionSlot('jurisdiction', country))
  else {
    const code =
      context.entities.get(person.entity ?? '')?.country ??
      (org === undefined ? undefined : context.entities.get(org.entity ?? '')?.country)
    const known =
      code === undefined
        ? undefined
        : (context.countries.get(code) ?? (context.entities.has(code) ? code : undefined))
    // "Bundeskanzlerin X": whose office it is is known, and it is no other country that is spoken of.
    const entity =
      known ??
      (code === undefined && org === undefined && isStateOffice(role)
        ? countryNear(context.readings, sentence.index, role, context.entities, context.countries)
        : undefined)
    if (entity !== undefined)
      slots.push(
        knownSlot(
          'jurisdiction',
          entity,
          known === undefined ? 'country spoken of' : 'country of the person or organisation',
        ),
      )
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
    { start, end: person.end < role.start ? ownedEnd(words, role.end) : role.end },
    person,
    // "…, betonte dessen Sprecher X": the body meant stands elsewhere in the sentence.
    ...slots.flatMap((slot) =>
      slot.start === undefined || slot.end === undefined || (slot.role === 'org' && beside === undefined)
        ? []
        : [{ start: slot.start, end: slot.end }],
    ),
  ])
  return inOneShape({
    type: 'position_held', kind: 'relation', rule: 'office.apposition', ruleVersion: 1, prior: 0.85,
    trigger: undefined, evidence: own === undefined ? [] : [own], slots, time: undefined, modality: 'asserted', polarity: 'pos', voice: undefined,
    ...(kind === 'former' ? { temporalStatus: 'former' } : kind === 'designated' ? { temporalStatus: 'designated' } : {}),
    sentence: sentence.index, clause: reading.clauseAt[roleFrom] ?? -1, conflictsWith: [], states: false, wording: '',
  }) // prettier-ignore
}

/** "ihr Botschafter in Bolivien": where one is sent is not whom one serves. */
function isPostedTo(text: string, role: ExtractedMention, place: ExtractedMention): boolean {
  return (
    /(?:botschafter|konsul|geschäftsträger|attaché|hochkommissar)(?:in|s|en)?$/iu.test(role.surface) &&
    /\sin (?:der |den |dem )?$/u.test(text.slice(Math.max(0, place.start - 8), place.start))
  )
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
