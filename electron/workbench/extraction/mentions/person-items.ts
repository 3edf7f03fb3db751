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
    rule,
    prior,
  })
}
