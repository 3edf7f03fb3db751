import type { EntityRef } from '../../shared/model/views.ts'
import type { Language } from '../../shared/model/vocabulary.ts'

/** The entity's name in the coder's language, else in the other one, else its id. */
export function labelOf(entity: Pick<EntityRef, 'id' | 'labelDe' | 'labelEn'>, language: Language): string {
  const [own, other] = language === 'de' ? [entity.labelDe, entity.labelEn] : [entity.labelEn, entity.labelDe]
  return own ?? other ?? entity.id
}
