import type { Codebook, CodebookSlot } from '../../../shared/model/codebook.ts'
import { slotOf } from '../../../shared/model/codebook.ts'
import type { EntityRef, MentionView } from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { Locale } from '../../locales/locale.tsx'

/** What is needed to say a fact in words: the codebook, the entities it names, and the coder's language. */
export interface Reading {
  readonly codebook: Codebook
  readonly entities: ReadonlyMap<string, EntityRef>
  readonly locale: Locale
}

/** The name of an entity in a language, else in the other one. */
export function entityName(entity: EntityRef, language: Language): string {
  const [first, second] =
    language === 'de' ? [entity.labelDe, entity.labelEn] : [entity.labelEn, entity.labelDe]
  return first ?? second ?? entity.id
}

export function nameOf(reading: Reading, entityId: string | null): string | null {
  if (entityId === null) return null
  const entity = reading.entities.get(entityId)
  return entity === undefined ? null : entityName(entity, reading.locale.language)
}

const mentionsById = new WeakMap<readonly MentionView[], ReadonlyMap<string, MentionView>>()

/** A mention by its id: of ten thousand, each is looked for more than once a key. */
export function mentionOf(mentions: readonly MentionView[], id: string | null): MentionView | undefined {
  if (id === null) return undefined
  let known = mentionsById.get(mentions)
  if (known === undefined)
    mentionsById.set(mentions, (known = new Map(mentions.map((mention) => [mention.id, mention]))))
  return known.get(id)
}

export function typeLabel(reading: Reading, typeId: string): string {
  const type = reading.codebook.factTypes.find((one) => one.id === typeId)
  return type?.label[reading.locale.language] ?? typeId
}

/** The label of a role on a type; of a group (`target|party`) the labels of its members. */
export function roleLabel(reading: Reading, typeId: string, role: string): string {
  const { language, t } = reading.locale
  const slot = slotOf(reading.codebook, typeId, role)
  if (slot !== undefined) return slot.label[language]
  if (!role.includes('|')) return role
  const labels = role.split('|').map((one) => slotOf(reading.codebook, typeId, one)?.label[language] ?? one)
  return labels.join(` ${t('review.or')} `)
}

/** Roles of a type in the order in which the editor walks them: those on the line first, then the others. */
export function rolesInOrder(codebook: Codebook, typeId: string): readonly CodebookSlot[] {
  const type = codebook.factTypes.find((one) => one.id === typeId)
  if (type === undefined) return []
  const rank = (slot: CodebookSlot): number => {
    const at = type.line.indexOf(slot.role)
    return at === -1 ? type.line.length : at
  }
  return type.slots
    .map((slot, index) => ({ slot, index }))
    .sort((a, b) => rank(a.slot) - rank(b.slot) || a.index - b.index)
    .map(({ slot }) => slot)
}
