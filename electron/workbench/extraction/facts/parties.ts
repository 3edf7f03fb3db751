import type { ExtractedEntity } from '../../../../shared/model/extraction.ts'
import { bracketed } from './offices.ts'
import { inferredSlot, inOneShape, mentionSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

/** Words that make the name of a political party. */
const partyWords =
  /partei|union|allianz|bewegung|front\b|kongress|demokrat|sozialist|liberal|konservativ|grüne/i

/** "X (SPD)", "Y (Grüne)": the party in brackets behind a name. */
export function partyMembers(
  text: string,
  reading: SentenceReading,
  entities: ReadonlyMap<string, ExtractedEntity>,
  day: string | undefined,
): Proposal[] {
  const found: Proposal[] = []
  for (const person of reading.sentence.mentions) {
    if (person.type !== 'PER' || person.form !== 'name') continue
    const party = bracketed(text, reading, person, 'ORG')
    const entity = entities.get(party?.entity ?? '')
    if (party === undefined || entity === undefined) continue
    if (entity.sector !== 'PTY' && !partyWords.test(entity.canonical)) continue
    found.push(inOneShape({
      type: 'membership', kind: 'relation', rule: 'membership.bracket', ruleVersion: 1, prior: 0.85, trigger: undefined,
      evidence: [{ start: person.start, end: party.end + 1 }],
      slots: [
        mentionSlot('member', person),
        mentionSlot('org', party),
        inferredSlot('status', 'member', 'party in brackets'),
        ...(day === undefined ? [] : [inferredSlot('validAt', day, 'day of the article')]),
      ],
      time: undefined, modality: 'asserted', polarity: 'pos', voice: undefined, sentence: reading.sentence.index,
      clause: -1, conflictsWith: [], states: false, wording: '',
    })) // prettier-ignore
  }
  return found
}
