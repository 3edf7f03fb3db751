import { act, useSyncExternalStore, type ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { showPage } from '../app/test-page.tsx'
import { Combobox } from './combobox.tsx'

interface Shown {
  readonly query: string
  readonly answering: boolean
  readonly names: readonly string[]
}

const taken: string[] = []
let shown: Shown
let changed: () => void = () => undefined
const show = (next: Shown): void =>
  act(() => {
    shown = next
    changed()
  })
const follow = (listener: () => void): (() => void) => {
  changed = listener
  return () => undefined
}
let page: Awaited<ReturnType<typeof showPage>> | undefined

/** A field with what a question has answered so far. */
function Field(): ReactNode {
  const { query, answering, names } = useSyncExternalStore(follow, () => shown)
  return (
    <Combobox
      label="who"
      query={query}
      onQuery={() => undefined}
      options={names.map((name) => ({ id: name, label: name }))}
      active={0}
      onActive={() => undefined}
      onTake={({ label }) => taken.push(label)}
      onLeave={() => undefined}
      digits="whenEmpty"
      answering={answering}
    />
  )
}

const early: Shown = { query: 'Neu', answering: true, names: ['Merz'] }
const answered: Shown = { query: 'Neu', answering: false, names: ['Neumann', 'Neuhaus'] }

async function fieldWith(first: Shown): Promise<(key: string, code: string) => Promise<void>> {
  shown = first
  const field = await showPage(<Field />)
  page = field
  act(() => document.querySelector<HTMLElement>('[role=combobox]')?.focus())
  return (key, code) => field.press(key, { code })
}

describe('candidates that are still on their way', () => {
  afterEach(async () => {
    await page?.leave()
    taken.length = 0
  })

  it('are waited for by Enter: nothing that fitted earlier words is taken, and once is enough', async () => {
    const press = await fieldWith(early)
    await press('Enter', 'Enter')
    expect(taken).toEqual([])
    show(answered)
    expect(taken).toEqual(['Neumann'])
    show({ ...answered, names: ['Neuner'] })
    expect(taken).toEqual(['Neumann'])
  })

  it('are waited for by a digit', async () => {
    const press = await fieldWith({ ...early, query: '' })
    await press('2', 'Digit2')
    show({ ...answered, query: '' })
    expect(taken).toEqual(['Neuhaus'])
  })

  it('leave the one that was pointed at the one that is taken, wherever it stands then', async () => {
    const press = await fieldWith({ ...early, names: ['Merz', 'neu: Neu'] })
    await press('ArrowDown', 'ArrowDown')
    await press('Enter', 'Enter')
    show({ ...answered, names: ['Neumann', 'Neuhaus', 'neu: Neu'] })
    expect(taken).toEqual(['neu: Neu'])
  })

  it('keep Tab, Enter and Shift from leaving what was asked for undone', async () => {
    const press = await fieldWith(early)
    await press('Enter', 'Enter')
    for (const key of ['Shift', 'Tab', 'Enter']) await press(key, key)
    show(answered)
    expect(taken).toEqual(['Neumann'])
  })

  it('are not taken where another key came after', async () => {
    const press = await fieldWith(early)
    await press('Enter', 'Enter')
    await press('m', 'KeyM')
    show(answered)
    expect(taken).toEqual([])
  })
})
