import type { FactGrammar } from './compile.ts'
import type { Word } from './words.ts'

/** The preposition that governs what follows, contractions undone; undefined where the word is none here. */
export function prepositionAt(words: readonly Word[], i: number, lexicon: FactGrammar): string | undefined {
  const word = words[i]
  if (word === undefined || word.punctuation) return undefined
  const plain = word.listed.contraction ?? (word.listed.preposition === undefined ? undefined : word.lower)
  if (plain === undefined) return undefined
  const next = words[i + 1]
  if (
    word.lower === 'als' &&
    ['mehr', 'weniger', 'sowohl', 'länger', 'höher', 'anders'].includes(words[i - 1]?.lower ?? '')
  )
    return undefined
  // "zu" before an infinitive and a separated prefix at the end of its clause are no prepositions.
  if (next === undefined || next.punctuation) return undefined
  if (opensInfinitive(words, i, lexicon)) return undefined
  // "während Moskau und Peking …" is a conjunction; the preposition governs a visible genitive.
  if (
    word.lower === 'während' &&
    next.listed.determiner?.includes('g') !== true &&
    !/[a-zäöü](er|en)$/.test(next.text)
  )
    return undefined
  if (word.lower === 'zu' && !next.capital && next.forms.some((form) => form.kind === 'infinitive'))
    return undefined
  return plain
}

/** "um die Beziehungen zu stärken": the word opens an infinitive and governs nothing. */
function opensInfinitive(words: readonly Word[], at: number, lexicon: FactGrammar): boolean {
  if (!lexicon.grammar.infinitiveOpeners.includes(words[at]?.lower ?? '')) return false
  if (at > 0 && words[at - 1]?.punctuation === false && words[at - 1]?.listed.coordinator !== true)
    return false
  for (let i = at + 1; i < words.length && words[i]?.punctuation === false; i += 1) {
    const word = words[i]
    if (word?.forms.some((form) => form.kind === 'zu') === true) return true
    if (word?.lower === 'zu' && words[i + 1]?.capital === false) return true
  }
  return false
}

/**
 * "die vom Iran unterstützte Miliz", "seinen für November geplanten Besuch": between article and participle stands a
 * phrase of its own, which belongs to neither clause. Index of the participle, -1 where there is none.
 */
export function extendedAttribute(words: readonly Word[], from: number, lexicon: FactGrammar): number {
  const first = words[from]
  if (first === undefined || first.punctuation) return -1
  const opens =
    prepositionAt(words, from, lexicon) !== undefined ||
    (first.listed.adverb && !first.lower.endsWith('e')) ||
    first.mentions.some(
      (mention) => mention.type === 'DATE' && mention.start === first.start && !first.capital,
    )
  if (!opens) return -1
  for (let at = from + 1; at < Math.min(words.length - 1, from + 10); at += 1) {
    const word = words[at]
    if (word === undefined || word.punctuation) return -1
    const next = words[at + 1]
    if (word.capital || next === undefined) continue
    const participle = /(?:[^aeiou]t|iert|en|end)(?:e|en|er|es|em)$/.test(word.lower) && word.lower.length > 5
    const helper = word.forms.some((form) => form.role !== 'full')
    if (
      participle &&
      !helper &&
      (next.capital || /(?:e|en)$/.test(next.lower)) &&
      isParticiple(word, lexicon)
    )
      return at
    if (word.forms.some((form) => form.kind === 'finite' && form.role !== 'full')) return -1
  }
  return -1
}

/** Whether the inflected word is a participle ("unterstützte", "eingebrachten", "bevorstehende") and not an adjective after the article. */
function isParticiple(word: Word, lexicon: FactGrammar): boolean {
  const bare = word.lower.replace(/(?:e|en|er|es|em)$/, '')
  if (/end$/.test(bare)) return true
  return (
    (lexicon.forms.get(bare) ?? lexicon.forms.get(`${bare}en`) ?? []).some(
      (form) => form.kind === 'participle',
    ) || /^(?:ge|be|ver|er|ent|zer|\p{L}{2,5}ge)\p{L}{3,}t$/u.test(bare)
  )
}
