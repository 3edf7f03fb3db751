import type { MentionForm, MentionType } from '../../../../shared/model/vocabulary.ts'
import type { Item } from '../mentions/work.ts'

/** A mention with the key of its entity; type and form may have changed on the way. */
export interface Resolved {
  readonly item: Item
  readonly type: MentionType
  readonly form: MentionForm
  readonly entity: string | null
}
