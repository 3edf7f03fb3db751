import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { modalityOf, polarityOf } from './circumstances.ts'
import type { Predication } from './predication.ts'
import type { FillContext } from './fill.ts'
import { clauseSpans } from './spans.ts'
import { fillFromSubject } from './fill.ts'
import { hull, inferredSlot, mentionSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

const changes = [
  ['takes_office', 'takes'],
  ['leaves_office', 'leaves'],
  ['nominated', 'nominated'],
] as const

/** "ernannte X zum Minister", "wurde zur Präsidentin gewählt", "trat als Kanzler zurück". */
export function findAppointments(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const clause of reading.clauses) {
    const change = changes.find(([, list]) =>
      clause.verbs.some((verb) => context.lexicon.relations.officeVerbs[list].includes(verb.lemma)),
    )
    if (change === undefined) continue
    const subject = reading.subjects[clause.id]
    const mentions = reading.sentence.mentions.filter((mention) => inClause(reading, clause, mention))
    const leaves = change[0] === 'leaves_office'
    const role = officeIn(reading, clause, mentions) ?? (leaves ? titleOf(mentions) : undefined)
    const persons = mentions.filter(
      (mention) => mention.type === 'PER' && mention.form !== 'nominal' && mention.entity !== null,
    )
    const passive = clause.passive
    const subjectPerson = subject?.actors.find((actor) => actor.mention.type === 'PER')?.mention
    const object = persons.find(
      (mention) =>
        subject?.actors.every((actor) => actor.entity !== mention.entity) !== false &&
        mention.form === 'name',
    )
    const intransitive = clause.verbs.some((verb) =>
      [
        'an|treten',
        'übernehmen',
        'zurück|treten',
        'ab|treten',
        'aus|scheiden',
        'werden',
        'nieder|legen',
      ].includes(verb.lemma),
    )
    const person =
      intransitive || passive
        ? (subjectPerson ?? persons[0])
        : (object ?? (role === undefined ? undefined : subjectPerson))
    if (person === undefined || role === undefined) continue
    if (clause.verbs.some((verb) => verb.lemma === 'werden') && !becomes(reading, role)) continue
    const slots: ExtractedSlot[] = [mentionSlot('person', person), mentionSlot('role', role)]
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
    slots.push(inferredSlot('change', change[0], 'appointment.verb'))
    if (!intransitive && !passive && subject !== undefined)
      slots.push(...fillFromSubject('appointedBy', subject, reading.sentence))
    const by = passive
      ? (reading.phrasesOf[clause.id] ?? []).find(
          (phrase) =>
            (phrase.prep === 'von' || phrase.prep === 'durch') &&
            phrase.actor !== undefined &&
            phrase.actor.entity !== person.entity,
        )?.actor
      : undefined
    if (by !== undefined) slots.push(mentionSlot('appointedBy', by.mention))
    const verb = reading.words[clause.verbs[0]?.at ?? clause.finite]
    const evidence = hull(clauseSpans(reading, clause))
    found.push({
      type: 'appointment', kind: 'event', rule: 'appointment.verb', ruleVersion: 1, prior: 0.8,
      trigger: verb === undefined ? undefined : { start: verb.start, end: verb.end },
      evidence: evidence === undefined ? [] : [evidence], slots, time: undefined,
      modality: modalityOf(reading, clause, context.lexicon), polarity: polarityOf(reading, clause, context.lexicon),
      voice: undefined, sentence: reading.sentence.index, clause: clause.id, conflictsWith: [], states: true, wording: '',
    }) // prettier-ignore
  }
  return found
}

function inClause(reading: SentenceReading, clause: Predication, mention: ExtractedMention): boolean {
  return clause.ranges.some(
    (range) =>
      (reading.words[range.from]?.start ?? Infinity) <= mention.start &&
      mention.end <= (reading.words[range.to - 1]?.end ?? -1),
  )
}

/** The office after "zum", "zur" or "als", else "neuer …"; titles before names are not it. */
function officeIn(
  reading: SentenceReading,
  clause: Predication,
  mentions: readonly ExtractedMention[],
): ExtractedMention | undefined {
  const roles = mentions.filter((mention) => mention.type === 'ROLE')
  const governed = roles.find((role) => {
    const at = reading.words.findIndex((word) => word.start === role.start)
    for (let i = at - 1; i >= Math.max(0, at - 4); i -= 1) {
      const lower = reading.words[i]?.lower ?? ''
      if (['zum', 'zur', 'als', 'zu'].includes(lower)) return true
      if (reading.words[i]?.punctuation === true || reading.words[i]?.capital === true) return false
    }
    return false
  })
  return (
    governed ??
    roles.find((role) => becomes(reading, role)) ??
    (clause.verbs.some((verb) => ['entlassen', 'ab|setzen', 'stürzen'].includes(verb.lemma))
      ? roles.at(-1)
      : undefined)
  )
}

/** "Innenminister X trat zurück": who leaves without "als" leaves the office named before the name. */
function titleOf(mentions: readonly ExtractedMention[]): ExtractedMention | undefined {
  return mentions.find(
    (role) =>
      role.type === 'ROLE' &&
      mentions.some(
        (person) => person.type === 'PER' && person.start >= role.end && person.start - role.end <= 2,
      ),
  )
}

function becomes(reading: SentenceReading, role: ExtractedMention): boolean {
  const at = reading.words.findIndex((word) => word.start === role.start)
  return [1, 2, 3].some((back) => /^neue[rsnm]?$/.test(reading.words[at - back]?.lower ?? ''))
}
