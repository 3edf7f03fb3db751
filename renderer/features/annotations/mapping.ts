import type { ForeignName, TypeMapping } from '../../../shared/model/annotations.ts'
import { mentionTypeSchema } from '../../../shared/model/vocabulary.ts'

/** What a name of the files can be taken for: a type of mention or of fact, a role, or nothing on purpose. */
export type Meaning =
  | { readonly as: 'mention' | 'fact' | 'role'; readonly of: string }
  | { readonly as: 'relation'; readonly type: string; readonly from: string; readonly to: string }
  | { readonly as: 'nothing' }

/** The mapping with a name taken for something, and nothing else said of that name. */
export function withMeaning(
  mapping: TypeMapping,
  { kind, name }: ForeignName,
  meaning: Meaning,
): TypeMapping {
  if (kind === 'role') {
    const role = meaning.as === 'role' ? meaning.of : ''
    return { ...mapping, roles: { ...mapping.roles, [name]: role } }
  }
  if (kind === 'relation') {
    const { type, from, to } = meaning.as === 'relation' ? meaning : { type: '', from: '', to: '' }
    return { ...mapping, relations: { ...mapping.relations, [name]: { type, from, to } } }
  }
  const mentions = without(mapping.mentions, name)
  const facts = without(mapping.facts, name)
  if (meaning.as === 'mention') return { ...mapping, facts, mentions: { ...mentions, [name]: meaning.of } }
  if (meaning.as === 'fact') return { ...mapping, mentions, facts: { ...facts, [name]: meaning.of } }
  return kind === 'fact'
    ? { ...mapping, mentions, facts: { ...facts, [name]: '' } }
    : { ...mapping, facts, mentions: { ...mentions, [name]: '' } }
}

/** The value of a choice for what a name of a mark was taken for: `mention:PER`, `fact:met`, `nothing`, empty where nobody knows. */
export function valueOf({ kind, meaning }: Pick<ForeignName, 'kind' | 'meaning'>): string {
  if (meaning === null) return ''
  if (meaning === '') return 'nothing'
  if (kind === 'mention' || kind === 'fact') return `${kind}:${meaning}`
  return meaning
}

/** What such a value means; null where it means nothing that is known. */
export function meaningOf(value: string): Meaning | null {
  if (value === 'nothing') return { as: 'nothing' }
  const at = value.indexOf(':')
  const [as, of] = [value.slice(0, at), value.slice(at + 1)]
  if (as === 'fact' && of !== '') return { as, of }
  if (as === 'mention' && mentionTypeSchema.safeParse(of).success) return { as, of }
  return null
}

const without = (names: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter(([known]) => known !== name))
