import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, phraseSpan, polarityOf } from './circumstances.ts'
import { nounStem } from './compile.ts'
import { fillFromSubject, type FillContext } from './fill.ts'
import { becomes, officeIn, titleOf } from './office-in-clause.ts'
import type { Phrase } from './phrase.ts'
import type { Predication } from './predication.ts'
import {
  actorSlot,
  hull,
  inferredSlot,
  inOneShape,
  mentionSlot,
  textSlot,
  type Proposal,
} from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import { attributesOf, clauseSpans } from './spans.ts'

type Change = 'takes_office' | 'leaves_office' | 'nominated'

interface Case {
  readonly change: Change
  /** The one who comes or goes. */
  readonly person: ExtractedMention
  /** The office, as a mention or as words. */
  readonly role: ExtractedMention | Span | undefined
  readonly by: readonly ExtractedSlot[]
}

/** "ernannte X zum Minister", "wurde zur Präsidentin gewählt", "trat zurück", "folgt auf X", "die Ernennung von X". */
export function findAppointments(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const clause of reading.clauses) {
    for (const one of casesOf(context, reading, clause)) {
      const verb = reading.words[clause.verbs[0]?.at ?? clause.finite]
      const evidence = hull(clauseSpans(reading, clause))
      found.push(
        proposalOf(context, reading, clause, one, {
          rule: 'appointment.verb',
          prior: one.role === undefined ? 0.65 : 0.8,
          trigger: verb === undefined ? undefined : { start: verb.start, end: verb.end },
          evidence,
        }),
      )
    }
  }
  for (const noun of reading.phrases) {
    const told = fromNoun(context, reading, noun)
    if (told === undefined) continue
    const known = found.some((fact) =>
      fact.slots.some((slot) => slot.role === 'person' && slot.entity === told.one.person.entity),
    )
    if (!known)
      found.push(
        proposalOf(context, reading, told.clause, told.one, {
          rule: 'appointment.noun',
          prior: 0.65,
          trigger: told.trigger,
          evidence: told.evidence,
        }),
      )
  }
  return found
}

const isCondition = (clause: Predication): boolean =>
  clause.kind === 'subordinate' && ['falls', 'wenn', 'sofern'].includes(clause.opener ?? '')

function casesOf(context: FillContext, reading: SentenceReading, clause: Predication): readonly Case[] {
  const { officeVerbs } = context.lexicon.relations
  const { officeVerbNouns } = context.lexicon
  const phrases = reading.phrasesOf[clause.id] ?? []
  const lemmas = [
    ...clause.verbs.map((verb) => verb.lemma),
    // "soll Beauftragte werden": the helper is the verb itself.
    ...(clause.verbs.length === 0 && clause.modal !== undefined ? ['werden'] : []),
  ]
  const lemma = lemmas.find(
    (one) =>
      (officeVerbs.takes.includes(one) ||
        officeVerbs.leaves.includes(one) ||
        officeVerbs.nominated.includes(one)) &&
      hasNoun(reading, phrases, officeVerbNouns.get(one)),
  )
  // "…, sollte der Minister nicht zurücktreten": a condition tells of no change.
  if (lemma === undefined || isCondition(clause)) return []
  const change: Change = officeVerbs.takes.includes(lemma)
    ? 'takes_office'
    : officeVerbs.leaves.includes(lemma)
      ? 'leaves_office'
      : 'nominated'
  const mentions = reading.sentence.mentions.filter((mention) => inClause(reading, clause, mention))
  const subject = reading.subjects[clause.id]
  const own = subject?.actors.find((actor) => actor.mention.type === 'PER')?.mention
  const persons = mentions.filter((mention) => mention.type === 'PER' && mention.entity !== null)
  const named = persons.filter((mention) => mention.form === 'name')
  const others = named.filter((mention) => mention.entity !== own?.entity)
  const succeeds = officeVerbs.succeeds.includes(lemma)
  const ofSubject = clause.passive || officeVerbs.subject.includes(lemma)
  const person = ofSubject
    ? (own ?? (succeeds ? undefined : named[0]))
    : (others[0] ?? nominalObject(persons, own))
  if (person === undefined) return []
  const leaves = change === 'leaves_office'
  const office = officeIn(reading, clause, mentions, context.lexicon)
  const role =
    office ??
    (leaves || succeeds ? titleOf(mentions, person) : undefined) ??
    officeWords(reading, phrases, officeVerbNouns.get(lemma), context)
  const successor =
    role !== undefined && lemma !== 'werden'
      ? undefined
      : phrases.find(
          (phrase) =>
            nounStem(reading.words[phrase.head]?.lower ?? '', context.lexicon.successorNouns) !== undefined,
        )
  const as = role ?? (successor === undefined ? undefined : phraseSpan(reading, successor))
  if (lemma === 'werden') {
    if (successor === undefined && (office === undefined || !becomes(reading, office))) return []
    // "Nachfolger von A wird B": the one who comes is not the one in the genitive.
    const after = successor === undefined ? undefined : attributesOf(reading, successor)[0]?.actor?.entity
    const comes = persons.find((mention) => mention.entity !== after && mention.form === 'name') ?? own
    return comes === undefined ? [] : [{ change, person: comes, role: as, by: [] }]
  }
  if (as === undefined && !officeVerbs.bare.includes(lemma) && !(succeeds && others.length > 0)) return []
  // "…; sie folgt auf B": whom the pronoun means came into the office in the clause before.
  if (as === undefined && person.form === 'pronoun') return []
  if (succeeds) {
    const other = others[0]
    if (other === undefined) return []
    // "A wurde durch B ersetzt": the subject is the one who goes.
    const [comes, goes] = clause.passive ? [other, person] : [person, other]
    return [
      { change, person: comes, role: as, by: [] },
      ...(lemma === 'ab|lösen' || lemma === 'ersetzen'
        ? [{ change: 'leaves_office', person: goes, role: as, by: [] } as const]
        : []),
    ]
  }
  const by = clause.passive
    ? phrases.flatMap((phrase) =>
        (phrase.prep === 'von' || phrase.prep === 'durch') &&
        phrase.actor !== undefined &&
        phrase.actor.entity !== person.entity
          ? [actorSlot('appointedBy', phrase.actor)]
          : [],
      )
    : ofSubject || subject === undefined
      ? []
      : fillFromSubject('appointedBy', subject, reading.sentence)
  const first: Case = { change, person, role: as, by }
  return [first, ...further(reading, mentions, first, others)]
}

/** "ernannte A zum Innenminister und B zur Finanzministerin": each further name has an office of its own. */
function further(
  reading: SentenceReading,
  mentions: readonly ExtractedMention[],
  first: Case,
  others: readonly ExtractedMention[],
): readonly Case[] {
  const roles = mentions.filter(
    (mention) => mention.type === 'ROLE' && /^zu[mr]$/.test(wordBefore(reading, mention)),
  )
  if (roles.length < 2) return []
  return roles.slice(1).flatMap((role, at) => {
    const from = roles[at]?.end ?? 0
    const person = others.find((mention) => mention.start >= from && mention.end <= role.start)
    return person === undefined || person.entity === first.person.entity ? [] : [{ ...first, person, role }]
  })
}

function wordBefore(reading: SentenceReading, mention: ExtractedMention): string {
  const at = reading.words.findIndex((word) => word.start === mention.start)
  const before = reading.words[at - 1]?.lower ?? ''
  return /^neuen?$/.test(before) ? (reading.words[at - 2]?.lower ?? '') : before
}

function nominalObject(
  persons: readonly ExtractedMention[],
  own: ExtractedMention | undefined,
): ExtractedMention | undefined {
  return persons.find((mention) => mention.form === 'nominal' && mention.entity !== own?.entity)
}

function hasNoun(
  reading: SentenceReading,
  phrases: readonly Phrase[],
  nouns: ReadonlySet<string> | undefined,
): boolean {
  if (nouns === undefined) return true
  return phrases.some((phrase) => nounStem(reading.words[phrase.head]?.lower ?? '', nouns) !== undefined)
}

/** "das Amt der Präsidentin": the office in the genitive; else the words ("die Präsidentenwahl"). */
function officeWords(
  reading: SentenceReading,
  phrases: readonly Phrase[],
  nouns: ReadonlySet<string> | undefined,
  context: FillContext,
): ExtractedMention | Span | undefined {
  if (nouns === undefined) return undefined
  const noun = phrases.find(
    (phrase) => nounStem(reading.words[phrase.head]?.lower ?? '', nouns) !== undefined,
  )
  if (noun === undefined) return undefined
  const genitive = attributesOf(reading, noun).find((phrase) => phrase.genitiveOf === noun.id)
  const role =
    genitive === undefined
      ? undefined
      : reading.words[genitive.head]?.mentions.find((one) => one.type === 'ROLE')
  const head = reading.words[noun.head]?.lower ?? ''
  if (nounStem(head, context.lexicon.officeNouns) !== undefined) return role
  return role ?? phraseSpan(reading, noun)
}

/** "die Ernennung von X zum Oberbefehlshaber", "nach dem Rücktritt des Ministers X". */
function fromNoun(
  context: FillContext,
  reading: SentenceReading,
  noun: Phrase,
): { one: Case; clause: Predication; trigger: Span; evidence: Span | undefined } | undefined {
  const head = reading.words[noun.head]
  const clause = reading.clauses[reading.clauseAt[noun.head] ?? -1]
  if (head?.capital !== true || clause === undefined || noun.pronoun) return undefined
  const stem = nounStem(head.lower, context.lexicon.officeNouns)
  const change = stem === undefined ? undefined : context.lexicon.officeNouns.get(stem)
  if (change === undefined || asksFor(clause, context)) return undefined
  const attributes = attributesOf(reading, noun)
  const holder =
    noun.owner ??
    attributes.find(
      (phrase) => (phrase.genitiveOf === noun.id || phrase.prep === 'von') && phrase.actor !== undefined,
    )?.actor
  if (holder?.mention.type !== 'PER') return undefined
  const until = hull([...attributes, noun].flatMap((phrase) => phraseSpan(reading, phrase) ?? []))
  const inside = reading.sentence.mentions.filter(
    (mention) => until !== undefined && mention.start >= until.start && mention.end <= until.end,
  )
  const role =
    inside.find(
      (mention) => mention.type === 'ROLE' && /^(?:zu[mr]|als)$/.test(wordBefore(reading, mention)),
    ) ?? titleOf(inside, holder.mention)
  const by = attributes.flatMap((phrase) =>
    phrase.prep === 'durch' && phrase.actor !== undefined ? [actorSlot('appointedBy', phrase.actor)] : [],
  )
  if (role === undefined && holder.mention.form !== 'name') return undefined
  return {
    one: { change, person: holder.mention, role, by },
    clause,
    trigger: { start: head.start, end: head.end },
    evidence: until,
  }
}

/** "forderte den Rücktritt von X", "lehnte die Ernennung ab": it has not come about. */
function asksFor(clause: Predication, context: FillContext): boolean {
  return clause.verbs.some((verb) =>
    (context.lexicon.framesByVerb.get(verb.lemma) ?? []).some((frame) =>
      ['request', 'rejection', 'proposal', 'threat'].includes(frame.type),
    ),
  )
}

function proposalOf(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  { change, person, role, by }: Case,
  how: { rule: string; prior: number; trigger: Span | undefined; evidence: Span | undefined },
): Proposal {
  const { mentions } = reading.sentence
  const slots: ExtractedSlot[] = [mentionSlot('person', person)]
  if (role !== undefined) {
    slots.push('type' in role ? mentionSlot('role', role) : textSlot('role', context.text, role))
    const org = mentions.find(
      (mention) =>
        mention.type === 'ORG' &&
        mention.start >= role.end &&
        mention.start - role.end < 12 &&
        mention.entity !== null,
    )
    if (org !== undefined) slots.push(mentionSlot('org', org))
    const country = mentions.find(
      (mention) =>
        (mention.type === 'GPE' || mention.type === 'DEM') &&
        mention.entity !== null &&
        ((mention.start >= role.end && mention.start - role.end < 8) ||
          (mention.end <= role.start && role.start - mention.end < 3)),
    )
    if (country !== undefined) slots.push(mentionSlot('jurisdiction', country))
  }
  slots.push(inferredSlot('change', change, how.rule), ...by)
  return inOneShape({
    type: 'appointment', kind: 'event', rule: how.rule, ruleVersion: 2, prior: how.prior, trigger: how.trigger,
    evidence: how.evidence === undefined ? [] : [how.evidence], slots, time: undefined,
    modality: modalityOf(reading, clause, context.lexicon), polarity: polarityOf(reading, clause),
    voice: undefined, sentence: reading.sentence.index, clause: clause.id, conflictsWith: [],
    states: how.rule === 'appointment.verb', wording: '',
  }) // prettier-ignore
}

function inClause(reading: SentenceReading, clause: Predication, mention: ExtractedMention): boolean {
  return clause.ranges.some(
    (range) =>
      (reading.words[range.from]?.start ?? Infinity) <= mention.start &&
      mention.end <= (reading.words[range.to - 1]?.end ?? -1),
  )
}
