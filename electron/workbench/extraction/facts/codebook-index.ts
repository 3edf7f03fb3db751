import type { Codebook, CodebookSlot, FactType } from '../../../../shared/model/codebook.ts'

interface CodebookIndex {
  readonly types: ReadonlyMap<string, FactType>
  readonly slots: ReadonlyMap<string, CodebookSlot>
}

/** Look-ups of a codebook, made once: filling slots asks for them some hundred times per article. */
const indexes = new WeakMap<Codebook, CodebookIndex>()

function indexOf(codebook: Codebook): CodebookIndex {
  const known = indexes.get(codebook)
  if (known !== undefined) return known
  const slots = new Map<string, CodebookSlot>()
  for (const type of codebook.factTypes) {
    for (const slot of [...codebook.commonSlots, ...type.slots]) slots.set(`${type.id}.${slot.role}`, slot)
  }
  const made = { types: new Map(codebook.factTypes.map((type) => [type.id, type])), slots }
  indexes.set(codebook, made)
  return made
}

/** The type of that id, or undefined. */
export function typeOf(codebook: Codebook, id: string): FactType | undefined {
  return indexOf(codebook).types.get(id)
}

/** The role on a type, its own before the common ones; undefined where the type does not have it. */
export function slotIn(codebook: Codebook, type: string, role: string): CodebookSlot | undefined {
  return indexOf(codebook).slots.get(`${type}.${role}`)
}
