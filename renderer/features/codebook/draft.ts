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

/** Changes one slot of a type. */
export const withSlot = (codebook: Codebook, typeId: string, role: string, change: Partial<CodebookSlot>): Codebook =>
  changedType(codebook, typeId, (type) => ({
    ...type,
    slots: type.slots.map((slot) => (slot.role === role ? pruned({ ...slot, ...change }) : slot)),
  })) // prettier-ignore

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

/** Gives a slot another id; the fact line and its group go with it. */
export function renameSlot({ saved, codebook }: CodebookDraft, typeId: string, role: string, to: string): Codebook {
  const type = codebook.factTypes.find((one) => one.id === typeId)
  const slot = type?.slots.find((one) => one.role === role)
  if (type === undefined || slot === undefined || to === role) return codebook
  const before = saved.factTypes.find(({ id }) => id === typeId || type.former?.includes(id) === true)
  const former = formerNames(slot.former, role, to, before?.slots.some((one) => one.role === role) === true)
  const group = slot.anyOf?.split('|').map((one) => (one === role ? to : one)).join('|')
  return changedType(codebook, typeId, (was) => ({
    ...was,
    line: was.line.map((one) => (one === role ? to : one)),
    slots: was.slots.map((one) => {
      const inGroup = one.anyOf !== undefined && one.anyOf === slot.anyOf ? { ...one, anyOf: group } : one
      return one.role === role ? pruned({ ...inGroup, role: to, former }) : pruned(inGroup)
    }),
  }))
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

export function addSlot(codebook: Codebook, typeId: string): Codebook {
  const type = codebook.factTypes.find((one) => one.id === typeId)
  const taken = [...(type?.slots ?? []), ...codebook.commonSlots].flatMap(({ role, former = [] }) => [role, ...former])
  const slot: CodebookSlot = { role: freeName('slot', taken), label: { en: '', de: '' }, count: 'optional', key: false, fillers: [], text: true }
  return changedType(codebook, typeId, (was) => ({ ...was, slots: [...was.slots, slot] }))
} // prettier-ignore

export const removeSlot = (codebook: Codebook, typeId: string, role: string): Codebook =>
  changedType(codebook, typeId, (type) => ({
    ...type,
    line: type.line.filter((one) => one !== role),
    slots: type.slots.filter((slot) => slot.role !== role),
  }))

/** A slot one place up or down. */
export const moveSlot = (codebook: Codebook, typeId: string, role: string, by: -1 | 1): Codebook =>
  changedType(codebook, typeId, (type) => {
    const slots = [...type.slots]
    const at = slots.findIndex((slot) => slot.role === role)
    const other = slots[at + by]
    const slot = slots[at]
    if (slot === undefined || other === undefined) return type
    slots[at] = other
    slots[at + by] = slot
    return { ...type, slots }
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
