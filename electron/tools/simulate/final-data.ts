import { createHash } from 'node:crypto'
import type { ProjectSession } from '../../workbench/session.ts'

/** One line for each thing that came out: a name with who it stands for, or a fact that is kept. */
export type FinalData = readonly string[]

const kept: ReadonlySet<string> = new Set(['accepted', 'edited', 'added'])

/**
 * What a project says in the end, without ids, times and the order of work: every name with the first place at which the
 * same one is named, and every kept fact with its slots. Two projects of the same articles can be compared by it.
 */
export async function finalData(session: ProjectSession): Promise<FinalData> {
  const rows = (await session.query('articles.list', { limit: 5000 })).rows
  const byName = [...rows].sort((a, b) => (a.sourceName < b.sourceName ? -1 : 1))
  const first = new Map<string, string>()
  const lines: string[] = []
  for (const { id, sourceName } of byName) {
    const { mentions, facts } = await session.query('articles.open', { articleId: id })
    const place = (start: number | null): string => `${sourceName}:${String(start ?? '')}`
    const standsFor = (entityId: string | null): string =>
      entityId === null ? '–' : (first.get(entityId) ?? '?')
    for (const { entityId, start, end, type, form } of mentions) {
      if (entityId !== null && !first.has(entityId)) first.set(entityId, place(start))
      if (form === 'name') lines.push(`${place(start)}-${String(end)} ${type} = ${standsFor(entityId)}`)
    }
    for (const { state, type, evidence, slots } of facts) {
      if (!kept.has(state)) continue
      const filled = slots.map(({ role, entityId, surface, value }) =>
        entityId === null ? `${role}:${surface ?? String(value)}` : `${role}=${standsFor(entityId)}`,
      )
      lines.push(`${place(evidence[0]?.start ?? null)} ${type} ${filled.sort().join(', ')}`)
    }
  }
  return lines.sort()
}

export const digestOf = (data: FinalData): string =>
  createHash('sha256').update(data.join('\n')).digest('hex')

/** Lines that stand in one of two only. */
export function differences(one: FinalData, other: FinalData): readonly string[] {
  const [left, right] = [new Set(one), new Set(other)]
  return [
    ...one.filter((line) => !right.has(line)).map((line) => `first order: ${line}`),
    ...other.filter((line) => !left.has(line)).map((line) => `second order: ${line}`),
  ]
}
