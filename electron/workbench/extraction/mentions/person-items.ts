import { genderOf, type NameRun } from './name-runs.ts'
import type { PersonClue, SentenceWork } from './work.ts'

/** Enters a person; places and the like that the name was taken for give way. */
export function addPerson(
  work: SentenceWork,
  run: NameRun,
  clue: PersonClue,
  rule: string,
  prior: number,
): void {
  for (let at = run.from; at < run.to; at += 1) {
    const item = work.at(at)
    if (item !== undefined && item.type !== 'PER') work.remove(item)
  }
  const gender = clue.gender ?? genderOf(work, run.words)
  work.add({
    from: run.from,
    to: run.to,
    type: 'PER',
    form: 'name',
    target: { kind: 'person', clue: { ...clue, gender } },
    rule: isTaught(work, run) ? 'mention.person.taught' : rule,
    prior,
  })
}

/** A family name, with initials at most, that a coder had to mark elsewhere: extraction alone may not have found it. */
const isTaught = (work: SentenceWork, { words }: NameRun): boolean =>
  work.isTaughtName(words.at(-1) ?? '') && words.slice(0, -1).every((word) => /^\p{Lu}\.?$/u.test(word))
