import { label } from './labels.ts'
import { wordKind } from './word-kinds.ts'
import type { SentenceWork } from './work.ts'

/** "umfassende strategische Partnerschaft", "„unbegrenzte“ Partnerschaft", "strategischer Partner". */
export function findLevels(work: SentenceWork): void {
  const { levelAdjectives, levelNouns, levelAlone } = work.pack.words
  for (let at = 0; at < work.tokens.length; at += 1) {
    if (!work.is(at, wordKind.level)) continue
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
