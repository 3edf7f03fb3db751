import { z } from 'zod'
import { factKindSchema, mentionTypeSchema } from './vocabulary.ts'

/** A label or definition in both interface languages. */
export const bilingualSchema = z.object({ en: z.string().min(1), de: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingualSchema>

/** How many fillers a role takes. `one` and `some` are required: filled, inferred, or marked *not stated in the text*. */
export const slotCounts = ['one', 'some', 'optional', 'any'] as const
export const slotCountSchema = z.enum(slotCounts)
export type SlotCount = z.infer<typeof slotCountSchema>

/** What may fill a role: an entity of one of the mention types, words of the text, or a value. */
export const codebookSlotSchema = z.object({
  role: z.string().min(1),
  label: bilingualSchema,
  count: slotCountSchema,
  /** Key slots identify a fact for pairing and scoring. */
  key: z.boolean(),
  /** Mention types that may fill the role as an entity; empty where words or a value fill it. */
  fillers: z.array(mentionTypeSchema),
  /** Whether a bare span of text may fill the role. */
  text: z.boolean(),
  /** Closed list of values, where there is one. */
  values: z.array(z.object({ id: z.string(), label: bilingualSchema })).optional(),
  /** Roles of which one suffices: `target|party`. Every member carries the same group name and the count `one` or `some`. */
  anyOf: z.string().optional(),
  /** Names the role had in earlier versions, oldest first; what was coded under them is read as this role. */
  former: z.array(z.string().min(1)).min(1).optional(),
  /** No longer offered; what fills it stays readable. */
  retired: z.literal(true).optional(),
})
export type CodebookSlot = z.infer<typeof codebookSlotSchema>

export const factTypeSchema = z.object({
  id: z.string().min(1),
  kind: factKindSchema,
  label: bilingualSchema,
  /** The word a fact line begins with: "met", "traf". */
  verb: bilingualSchema,
  definition: bilingualSchema,
  /** Roles shown on the fact line, in order. */
  line: z.array(z.string()),
  slots: z.array(codebookSlotSchema).min(1),
  mapping: z.object({
    plover: z
      .object({ event: z.string(), modes: z.array(z.string()), note: z.string().optional() })
      .nullable(),
    cameo: z.array(z.string()),
    wikidata: z.array(z.string()),
    schemaOrg: z.string().nullable(),
    aceEre: z.string().nullable(),
  }),
  /** Ids the type had in earlier versions, oldest first; what was coded under them is read as this type. */
  former: z.array(z.string().min(1)).min(1).optional(),
  /** No longer offered or proposed; facts of it stay readable. */
  retired: z.literal(true).optional(),
})
export type FactType = z.infer<typeof factTypeSchema>

/** A coding rule: checked by code under `id`, explained to the coder in words. */
export const codingRuleSchema = z.object({
  id: z.string().min(1),
  types: z.array(z.string()),
  severity: z.enum(['refuse', 'warn']),
  text: bilingualSchema,
  /** Not checked in this project. */
  off: z.literal(true).optional(),
})
export type CodingRule = z.infer<typeof codingRuleSchema>

export const codebookSchema = z.object({
  schema: z.literal('beleg-codebook/1'),
  id: z.string().min(1),
  /** Versions are immutable: a change makes a new one. */
  version: z.string().min(1),
  title: bilingualSchema,
  source: z.string(),
  factTypes: z.array(factTypeSchema).min(1),
  /** Roles allowed on every type. */
  commonSlots: z.array(codebookSlotSchema),
  mentionTypes: z.array(
    z.object({ id: mentionTypeSchema, label: bilingualSchema, letter: z.string().length(1) }),
  ),
  rules: z.array(codingRuleSchema),
})
export type Codebook = z.infer<typeof codebookSchema>

/** The type of that id, or the one that was called so before; undefined where the codebook has none. */
export function factTypeOf(codebook: Codebook, id: string): FactType | undefined {
  return (
    codebook.factTypes.find((type) => type.id === id) ??
    codebook.factTypes.find((type) => type.former?.includes(id) === true)
  )
}

/** The role's definition on a type: its own first, then the roles every type allows; by former names where none is left. */
export function slotOf(codebook: Codebook, typeId: string, role: string): CodebookSlot | undefined {
  const own = factTypeOf(codebook, typeId)?.slots ?? []
  const named = (slot: CodebookSlot): boolean => slot.role === role
  const was = (slot: CodebookSlot): boolean => slot.former?.includes(role) === true
  return (
    own.find(named) ?? codebook.commonSlots.find(named) ?? own.find(was) ?? codebook.commonSlots.find(was)
  )
}

/**
 * Required roles of a type that nothing answers. A group (`target|party`) is answered by any member;
 * `answered` tells whether a role is filled, inferred, or marked *not stated in the text*.
 */
export function missingRoles(type: FactType, answered: (role: string) => boolean): readonly string[] {
  const missing: string[] = []
  const groups = new Map<string, CodebookSlot[]>()
  for (const slot of type.slots) {
    if (!isRequired(slot)) continue
    if (slot.anyOf === undefined) {
      if (!answered(slot.role)) missing.push(slot.role)
    } else groups.set(slot.anyOf, [...(groups.get(slot.anyOf) ?? []), slot])
  }
  for (const [name, members] of groups) {
    if (!members.some((slot) => answered(slot.role))) missing.push(name)
  }
  return missing
}

/** Whether a fact is incomplete without the role, or without another of its group. */
export const isRequired = (slot: CodebookSlot): boolean =>
  slot.retired !== true && (slot.count === 'one' || slot.count === 'some')
