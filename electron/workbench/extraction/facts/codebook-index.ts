import type { Codebook, CodebookSlot, FactType } from '../../../../shared/model/codebook.ts'

interface CodebookIndex {
  readonly types: ReadonlyMap<string, FactType>
  readonly slots: ReadonlyMap<string, ReadonlyMap<string, CodebookSlot>>
  /** The roles of a type itself, without the common ones. */
  readonly own: ReadonlyMap<string, ReadonlyMap<string, CodebookSlot>>
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
  readonly keySlots: ReadonlyMap<string, readonly CodebookSlot[]>
}

/** Look-ups of a codebook, made once: filling slots asks for them some hundred times per article. */
const indexes = new WeakMap<Codebook, CodebookIndex>()

function indexOf(codebook: Codebook): CodebookIndex {
  const known = indexes.get(codebook)
  if (known !== undefined) return known
  const slots = new Map<string, ReadonlyMap<string, CodebookSlot>>()
  const own = new Map<string, ReadonlyMap<string, CodebookSlot>>()
  const keys = new Map<string, ReadonlySet<string>>()
  const keySlots = new Map<string, readonly CodebookSlot[]>()
  for (const type of codebook.factTypes) {
    slots.set(type.id, new Map([...codebook.commonSlots, ...type.slots].map((slot) => [slot.role, slot])))
    own.set(type.id, new Map(type.slots.map((slot) => [slot.role, slot])))
    const telling = type.slots.filter((slot) => slot.key)
    keySlots.set(type.id, telling)
    keys.set(type.id, new Set(telling.map((slot) => slot.role)))
  }
  const made = {
    types: new Map(codebook.factTypes.map((type) => [type.id, type])),
    slots,
    own,
    keys,
    keySlots,
  }
  indexes.set(codebook, made)
  return made
}

/** The type of that id, or undefined. */
export function typeOf(codebook: Codebook, id: string): FactType | undefined {
  return indexOf(codebook).types.get(id)
}

/** The role on a type, its own before the common ones; undefined where the type does not have it. */
export function slotIn(codebook: Codebook, type: string, role: string): CodebookSlot | undefined {
  return indexOf(codebook).slots.get(type)?.get(role)
}

/** The role on a type where it is one of its own, not a common one. */
export function ownSlot(codebook: Codebook, type: string, role: string): CodebookSlot | undefined {
  return indexOf(codebook).own.get(type)?.get(role)
}

const noKeys: ReadonlySet<string> = new Set()
const noSlots: readonly CodebookSlot[] = []

/** The slots of a type that tell its facts apart. */
export function keySlots(codebook: Codebook, type: string): readonly CodebookSlot[] {
  return indexOf(codebook).keySlots.get(type) ?? noSlots
}

/** The key roles of a type. */
export function keyRoles(codebook: Codebook, type: string): ReadonlySet<string> {
  return indexOf(codebook).keys.get(type) ?? noKeys
}
