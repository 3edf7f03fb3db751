import { describe, expect, it } from 'vitest'
import { actionIds, actionOf } from './actions.ts'

const sources: Record<string, string> = import.meta.glob(
  ['../**/*.{ts,tsx}', '!../locales/**', '!../**/*.test.*', '!./actions.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)

describe('the table of actions', () => {
  it('promises nothing that no screen does', () => {
    const all = Object.values(sources).join('\n')
    const idle = actionIds.filter((id) => actionOf(id).fixed !== true && !all.includes(`'${id}'`))
    expect(idle).toEqual([])
  })
})
