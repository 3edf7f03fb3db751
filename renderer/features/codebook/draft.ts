import type { Codebook, CodebookSlot, CodingRule, FactType } from '../../../shared/model/codebook.ts'
import { external } from '../../app/external.ts'

/** A codebook being edited, and the version it is made from. Kept while other screens are looked at. */
export interface CodebookDraft {
  readonly projectId: string
  /** Number of the version. */
  readonly base: number
  readonly saved: Codebook
  readonly codebook: Codebook
}

export const draftInWork = external<CodebookDraft | null>(null)

/** Changes one type; the rest stays as it is. */
export const withType = (codebook: Codebook, id: string, change: Partial<FactType>): Codebook => ({
  ...codebook,
  factTypes: codebook.factTypes.map((type) => (type.id === id ? pruned({ ...type, ...change }) : type)),
})

/** Whose slots: those of a type, by its id, or those of every type. */
export type SlotOwner = string | null

const slotsOf = (codebook: Codebook, owner: SlotOwner): readonly CodebookSlot[] =>
  owner === null ? codebook.commonSlots : (codebook.factTypes.find(({ id }) => id === owner)?.slots ?? [])

const withSlots = (
  codebook: Codebook,
  owner: SlotOwner,
  change: (slots: readonly CodebookSlot[]) => CodebookSlot[],
): Codebook =>
  owner === null
    ? { ...codebook, commonSlots: change(codebook.commonSlots) }
    : changedType(codebook, owner, (type) => ({ ...type, slots: change(type.slots) }))

/** Changes the fact lines that show one of the owner's slots: of a type its own, else of every type without a slot of that name. */
const withLines = (codebook: Codebook, owner: SlotOwner, role: string, change: (line: string[]) => string[]): Codebook => ({
  ...codebook,
  factTypes: codebook.factTypes.map((type) => {
    const shows = owner === null ? !type.slots.some((slot) => slot.role === role) : type.id === owner
    return shows && type.line.includes(role) ? { ...type, line: change(type.line) } : type
  }),
}) // prettier-ignore

/** Changes one slot. */
export const withSlot = (codebook: Codebook, owner: SlotOwner, role: string, change: Partial<CodebookSlot>): Codebook =>
  withSlots(codebook, owner, (slots) => slots.map((slot) => (slot.role === role ? pruned({ ...slot, ...change }) : slot))) // prettier-ignore

/** Changes what a kind of mentions is called, or its letter; which kinds there are is the program's. */
export const withMentionType = (
  codebook: Codebook,
  id: Codebook['mentionTypes'][number]['id'],
  change: Partial<Pick<Codebook['mentionTypes'][number], 'label' | 'letter'>>,
): Codebook => ({
  ...codebook,
  mentionTypes: codebook.mentionTypes.map((type) => (type.id === id ? { ...type, ...change } : type)),
})

/**
 * The letter meant where text stands in the field of one letter: what was typed beside the old one, before it or behind,
 * takes its place. Signs that the model has no room for, as emoji, leave the old one.
 */
export function letterTyped(old: string, text: string): string {
  const typed = Array.from(text.trim().normalize('NFC'))
  return typed.length === 0 ? '' : (typed.findLast((one) => one !== old && one.length === 1) ?? old)
}

export const withRule = (codebook: Codebook, id: string, change: Partial<CodingRule>): Codebook => ({
  ...codebook,
  rules: codebook.rules.map((rule) => (rule.id === id ? pruned({ ...rule, ...change }) : rule)),
})

/** What is undefined is not there: a codebook in a file has no empty fields. */
const pruned = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const changedType = (codebook: Codebook, id: string, change: (type: FactType) => FactType): Codebook => ({
  ...codebook,
  factTypes: codebook.factTypes.map((type) => (type.id === id ? change(type) : type)),
})

/** Names a thing had before, when it is renamed: the saved one joins them, the new one leaves. */
function formerNames(former: readonly string[] | undefined, from: string, to: string, wasSaved: boolean): string[] | undefined {
  const names = [...(former ?? []), ...(wasSaved ? [from] : [])].filter((name, at, all) => name !== to && all.indexOf(name) === at)
  return names.length === 0 ? undefined : names
} // prettier-ignore

/** Gives a type another id. Facts coded under the saved one go with it; rules name it by the new one. */
export function renameType({ saved, codebook }: CodebookDraft, id: string, to: string): Codebook {
  const type = codebook.factTypes.find((one) => one.id === id)
  if (type === undefined || to === id) return codebook
  const former = formerNames(type.former, id, to, saved.factTypes.some((one) => one.id === id))
  const renamed = withType(codebook, id, { id: to, former })
  return {
    ...renamed,
    rules: renamed.rules.map((rule) => ({ ...rule, types: rule.types.map((one) => (one === id ? to : one)) })),
  }
} // prettier-ignore

/** Gives a slot another id; the fact lines and its group go with it. */
export function renameSlot({ saved, codebook }: CodebookDraft, owner: SlotOwner, role: string, to: string): Codebook {
  const slot = slotsOf(codebook, owner).find((one) => one.role === role)
  if (slot === undefined || to === role) return codebook
  const type = codebook.factTypes.find((one) => one.id === owner)
  const before = type === undefined ? saved.commonSlots : saved.factTypes.find(({ id }) => id === owner || type.former?.includes(id) === true)?.slots
  const former = formerNames(slot.former, role, to, before?.some((one) => one.role === role) === true)
  const group = slot.anyOf?.split('|').map((one) => (one === role ? to : one)).join('|')
  const lines = withLines(codebook, owner, role, (line) => line.map((one) => (one === role ? to : one)))
  return withSlots(lines, owner, (slots) =>
    slots.map((one) => {
      const inGroup = one.anyOf !== undefined && one.anyOf === slot.anyOf ? { ...one, anyOf: group } : one
      return one.role === role ? pruned({ ...inGroup, role: to, former }) : pruned(inGroup)
    }),
  )
} // prettier-ignore

const freeName = (stem: string, taken: readonly string[]): string => {
  for (let n = 1; ; n++) {
    const name = n === 1 ? stem : `${stem}${String(n)}`
    if (!taken.includes(name)) return name
  }
}

const takenIds = (codebook: Codebook): readonly string[] =>
  codebook.factTypes.flatMap(({ id, former = [] }) => [id, ...former])

/** A new type, to be filled in: its empty fields are named until they are. */
export function addType(codebook: Codebook): { readonly codebook: Codebook; readonly id: string } {
  const id = freeName('new_type', takenIds(codebook))
  const empty = { en: '', de: '' }
  const slot: CodebookSlot = { role: 'participant', label: { en: 'Participant', de: 'Teilnehmer' }, count: 'some', key: true, fillers: ['PER', 'ORG', 'GPE', 'GROUP', 'ROLE'], text: false }
  const mapping = { plover: null, cameo: [], wikidata: [], schemaOrg: null, aceEre: null }
  const type: FactType = { id, kind: 'event', label: empty, verb: empty, definition: empty, line: ['participant'], slots: [slot], mapping }
  return { codebook: { ...codebook, factTypes: [...codebook.factTypes, type] }, id }
} // prettier-ignore

/** A copy of a type to start from, behind it. Nothing that was coded under the first is the copy's. */
export function duplicateType(codebook: Codebook, id: string): { readonly codebook: Codebook; readonly id: string } {
  const type = codebook.factTypes.find((one) => one.id === id)
  if (type === undefined) return { codebook, id }
  const copyId = freeName(`${id}_copy`, takenIds(codebook))
  const label = { en: `${type.label.en} (copy)`, de: `${type.label.de} (Kopie)` }
  const copy = pruned({ ...type, id: copyId, label, former: undefined, retired: undefined, slots: type.slots.map((slot) => pruned({ ...slot, former: undefined })) })
  return { codebook: { ...codebook, factTypes: codebook.factTypes.flatMap((one) => (one.id === id ? [one, copy] : [one])) }, id: copyId }
} // prettier-ignore

/** Without a type; rules no longer name it, and one that named it alone is switched off instead of holding for all. */
export const removeType = (codebook: Codebook, id: string): Codebook => ({
  ...codebook,
  factTypes: codebook.factTypes.filter((type) => type.id !== id),
  rules: codebook.rules.map((rule) => {
    const types = rule.types.filter((one) => one !== id)
    if (types.length === rule.types.length) return rule
    return types.length === 0 ? { ...rule, types, off: true as const } : { ...rule, types }
  }),
})

export function addSlot(codebook: Codebook, owner: SlotOwner): Codebook {
  // A name on every type is free where no type has it.
  const beside = owner === null ? codebook.factTypes.flatMap(({ slots }) => slots) : codebook.commonSlots
  const taken = [...slotsOf(codebook, owner), ...beside].flatMap(({ role, former = [] }) => [role, ...former])
  const slot: CodebookSlot = { role: freeName('slot', taken), label: { en: '', de: '' }, count: 'optional', key: false, fillers: [], text: true }
  return withSlots(codebook, owner, (slots) => [...slots, slot])
} // prettier-ignore

export const removeSlot = (codebook: Codebook, owner: SlotOwner, role: string): Codebook =>
  withSlots(
    withLines(codebook, owner, role, (line) => line.filter((one) => one !== role)),
    owner,
    (slots) => slots.filter((slot) => slot.role !== role),
  )

/** A slot one place up or down. */
export const moveSlot = (codebook: Codebook, owner: SlotOwner, role: string, by: -1 | 1): Codebook =>
  withSlots(codebook, owner, (before) => {
    const slots = [...before]
    const at = slots.findIndex((slot) => slot.role === role)
    const other = slots[at + by]
    const slot = slots[at]
    if (slot === undefined || other === undefined) return slots
    slots[at] = other
    slots[at + by] = slot
    return slots
  })

/** Words between commas. */
export const wordsIn = (text: string): string[] =>
  text
    .split(/[,\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** Values of a slot as lines: `id = English / Deutsch`; a line without labels is its own. */
export const valuesIn = (text: string): CodebookSlot['values'] => {
  const values = text.split('\n').flatMap((line) => {
    const [head = '', labels = ''] = line.split('=')
    const id = head.trim()
    const [en = '', de = ''] = labels.split('/').map((word) => word.trim())
    return id === '' ? [] : [{ id, label: { en: en === '' ? id : en, de: de === '' ? (en === '' ? id : en) : de } }]
  })
  return values.length === 0 ? undefined : values
} // prettier-ignore

export const valuesText = (values: CodebookSlot['values']): string =>
  (values ?? []).map(({ id, label }) => `${id} = ${label.en} / ${label.de}`).join('\n')
