import type { LearnedInput } from '../document.ts'
import { mentionTypeSchema, entityTypeSchema } from '../../../../shared/model/vocabulary.ts'
import type { SentenceWork } from './work.ts'
import { PhraseTrie } from './trie.ts'

type Alias = LearnedInput['aliases'][number]

const tries = new WeakMap<LearnedInput, PhraseTrie<Alias>>()

/** Words that people are called by, as decisions taught; extraction alone might take them for something else. */
export const taughtPersonNames = (learned: LearnedInput): ReadonlySet<string> =>
  new Set(learned.aliases.flatMap(({ text, nameOnly }) => (nameOnly === true ? [text] : [])))

/** Aliases the analyst decided: they come first and win over everything the rules would say. */
export function findLearned(work: SentenceWork, learned: LearnedInput): void {
  if (learned.aliases.length === 0) return
  const trie = trieOf(learned)
  for (let at = 0; at < work.tokens.length; at += 1) {
    const hit = trie.longest(work.tokens, at, work.tokens.length)
    if (hit === undefined) continue
    const type = mentionTypeSchema.safeParse(hit.value.type)
    const entity = entityTypeSchema.safeParse(hit.value.type)
    if (!type.success || !entity.success) continue
    work.add({
      from: at,
      to: hit.to,
      type: type.data,
      form: 'name',
      target: {
        kind: 'learned',
        entity: hit.value.entity,
        canonical: hit.value.canonical,
        type: entity.data,
      },
      rule: 'mention.learned',
      prior: 0.98,
    })
    at = hit.to - 1
  }
}

function trieOf(learned: LearnedInput): PhraseTrie<Alias> {
  const known = tries.get(learned)
  if (known !== undefined) return known
  const trie = new PhraseTrie<Alias>()
  for (const alias of learned.aliases) if (alias.nameOnly !== true) trie.add(alias.text, alias)
  tries.set(learned, trie)
  return trie
}
