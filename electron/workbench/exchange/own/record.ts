import type { z } from 'zod'
import { BelegError } from '../../../../shared/errors.ts'
import { exportRecordSchema, type ExportRecord } from '../export-record.ts'
import type { NumberedLine } from './lines.ts'

/**
 * The record of a line. Throws `own.line` where it is no JSON, no record Beleg writes, or holds a key that reaches into
 * the prototype of objects; what it says of unknown properties is left out.
 */
export function recordOf(path: string, { number, text }: NumberedLine): ExportRecord {
  const refuse = (reason: string): BelegError => new BelegError('own.line', { path, line: number, reason })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse('JSON')
  }
  // Such a key needs these letters, or the escape of one of them.
  if (/__proto__|\\u005[fF]/.test(text) && hasPrototypeKey(value)) throw refuse('__proto__')
  const withheld = text.includes(noWords)
  const parsed = exportRecordSchema.safeParse(withheld ? marked(value, '', stand) : value)
  if (!parsed.success) throw refuse(placeOf(parsed.error))
  // The same record with its words as they were: the shape is the one that was just checked.
  return withheld ? (marked(parsed.data, stand, '') as ExportRecord) : parsed.data
}

/** An export of offsets only has spans without words, which the shapes of the program do not know. */
const noWords = '"surface":""'
const stand = '\u0000'

function marked(value: unknown, from: string, to: string): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((inner) => marked(inner, from, to))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'surface' && inner === from ? to : marked(inner, from, to),
    ]),
  )
}

function hasPrototypeKey(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  if (Array.isArray(value)) return value.some(hasPrototypeKey)
  return Object.entries(value).some(([key, inner]) => key === '__proto__' || hasPrototypeKey(inner))
}

/** Where in the record something is wrong, and what: no language. */
function placeOf({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return 'record'
  return `${issue.path.length === 0 ? 'record' : issue.path.join('.')} (${issue.code})`
}
