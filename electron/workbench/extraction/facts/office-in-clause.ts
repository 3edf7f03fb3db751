import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import type { FactGrammar } from './compile.ts'
import type { Predication } from './predication.ts'
import type { SentenceReading } from './roles.ts'

/** The office after "zum", "zur" or "als", else "neuer …"; titles before names are not it. */
export function officeIn(
  reading: SentenceReading,
  clause: Predication,
  mentions: readonly ExtractedMention[],
  lexicon: FactGrammar,
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
    (clause.verbs.some(
      (verb) =>
        lexicon.relations.officeVerbs.leaves.includes(verb.lemma) &&
        !lexicon.relations.officeVerbs.subject.includes(verb.lemma),
    )
      ? roles.at(-1)
      : undefined)
  )
}

/** "Innenminister X trat zurück": who leaves without "als" leaves the office named before the name. */
export function titleOf(
  mentions: readonly ExtractedMention[],
  person: ExtractedMention,
): ExtractedMention | undefined {
  if (person.form === 'nominal')
    return mentions.find(
      (role) => role.type === 'ROLE' && role.start >= person.start && role.end <= person.end,
    )
  return mentions.find(
    (role) =>
      role.type === 'ROLE' &&
      person.start >= role.end &&
      person.start - role.end <= 12 &&
      !between(mentions, role, person),
  )
}

function between(
  mentions: readonly ExtractedMention[],
  role: ExtractedMention,
  person: ExtractedMention,
): boolean {
  return mentions.some(
    (mention) =>
      mention !== person &&
      mention.start >= role.end &&
      mention.end <= person.start &&
      mention.type === 'PER',
  )
}

/** "neuer Minister", "Finanzminister wird der Ökonom X": somebody comes into the office. */
export function becomes(reading: SentenceReading, role: ExtractedMention): boolean {
  const at = reading.words.findIndex((word) => word.start === role.start)
  const opens = at === 0 || reading.words[at - 1]?.punctuation === true
  if (opens && /^(?:wird|wurde)$/.test(reading.words[at + 1]?.lower ?? '')) return true
  return [1, 2, 3].some((back) => /^neue[rsnm]?$/.test(reading.words[at - back]?.lower ?? ''))
}
