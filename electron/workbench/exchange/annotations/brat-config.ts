import { slotOf, type Codebook } from '../../../../shared/model/codebook.ts'
import {
  modalities,
  mentionForms,
  polarities,
  factStates,
  type Language,
} from '../../../../shared/model/vocabulary.ts'
import { reserved } from './annotation-graph.ts'

/** A name as brat takes it: letters of ASCII, digits, `-` and `_`. */
export const bratName = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, '_')

const mentionStates = ['proposed', 'confirmed', 'added']

/** `annotation.conf`: every type of the codebook, with the roles it takes and what may fill them. */
export function annotationConf(codebook: Codebook): string {
  const marks = [...codebook.mentionTypes.map(({ id }) => id), ...Object.values(reserved)].map(bratName)
  const facts = codebook.factTypes.map((type) => {
    const roles = [...type.slots, ...codebook.commonSlots].map(({ role }) => role)
    const args = [...new Set(roles)].map((role) => {
      const slot = slotOf(codebook, type.id, role)
      const fillers = [...(slot?.fillers ?? []), reserved.words].map(bratName).join('|')
      const many = slot?.count === 'some' ? '+' : slot?.count === 'any' ? '*' : '?'
      return `${bratName(role)}${many}:${slot?.text === false && slot.fillers.length === 0 ? '<ENTITY>' : fillers}`
    })
    return `${bratName(type.id)}\t${[...args, `${reserved.evidence}?:${reserved.evidence}`, `${reserved.time}?:DATE|${reserved.time}`].join(', ')}`
  }) // prettier-ignore
  const values = (of: readonly string[]): string => of.map(bratName).join('|')
  const relation = '\tArg1:<EVENT>, Arg2:<EVENT>'
  return [
    '[entities]', ...marks, '',
    '[relations]', `derivedFrom${relation}`, `conflictsWith${relation}`, '<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>', '',
    '[events]', ...facts, '',
    '[attributes]',
    `Modality\tArg:<EVENT>, Value:${values(modalities)}`,
    `Polarity\tArg:<EVENT>, Value:${values(polarities)}`,
    `State\tArg:<ANY>, Value:${values([...new Set([...factStates, ...mentionStates])])}`,
    `Form\tArg:<ENTITY>, Value:${values(mentionForms)}`,
    '',
  ].join('\n') // prettier-ignore
}

/** `visual.conf`: the labels in one language and a colour by kind. */
export function visualConf(codebook: Codebook, language: Language): string {
  const label = (id: string, words: string): string => `${bratName(id)} | ${words.replace(/[|\n]/g, ' ')}`
  return [
    '[labels]',
    ...codebook.mentionTypes.map((type) => label(type.id, type.label[language])),
    ...codebook.factTypes.map((type) => label(type.id, type.label[language])),
    '',
    '[drawing]',
    'SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken',
    'ARC_DEFAULT\tcolor:black, arrowHead:triangle-5',
    `${reserved.evidence}\tbgColor:#fff2b3`,
    `${reserved.words}\tbgColor:#e6e6e6`,
    ...codebook.mentionTypes.map(({ id }) => `${bratName(id)}\tbgColor:#b3d9ff`),
    '',
  ].join('\n')
}
