import { factTypeOf, slotOf, type Codebook } from '../../../shared/model/codebook.ts'

interface Named {
  readonly type: string
  readonly slots: readonly { readonly role: string }[]
}

/**
 * Type and roles of a fact by the names a codebook has now. What it does not know keeps its name. Returns the fact itself
 * where nothing is called otherwise.
 */
export function byPresentNames<F extends Named>(codebook: Codebook, fact: F): F {
  const type = factTypeOf(codebook, fact.type)
  if (type === undefined) return fact
  const roles = fact.slots.map(({ role }) => slotOf(codebook, type.id, role)?.role ?? role)
  if (type.id === fact.type && fact.slots.every(({ role }, index) => role === roles[index])) return fact
  return {
    ...fact,
    type: type.id,
    slots: fact.slots.map((slot, index) => ({ ...slot, role: roles[index] ?? slot.role })),
  }
}

/** By the first names they ever had, which the rules of coding are written for. */
export function byFirstNames<F extends Named>(codebook: Codebook, fact: F): F {
  const type = factTypeOf(codebook, fact.type)
  if (type === undefined) return fact
  const first = (role: string): string => slotOf(codebook, type.id, role)?.former?.[0] ?? role
  const id = type.former?.[0] ?? type.id
  if (id === fact.type && fact.slots.every(({ role }) => first(role) === role)) return fact
  return { ...fact, type: id, slots: fact.slots.map((slot) => ({ ...slot, role: first(slot.role) })) }
}
