import { afterEach, describe, expect, it } from 'vitest'
import type { Place } from '../../shared/contract/index.ts'
import { FolderChooser } from './folder-chooser.tsx'
import { choosePlaces, placeRequest, type Purpose } from './choose-place.ts'
import type { Store } from './store.ts'
import { good, settle, showPage } from './test-page.tsx'

const folder = (label: string): Place => ({ token: label, label, kind: 'folder' })
const file = (label: string): Place => ({ token: label, label, kind: 'file' })
const project: Place = { token: 'p', label: 'Nachbarn', kind: 'project' }

const tree: Readonly<Record<string, { readonly parent: Place | null; readonly entries: Place[] }>> = {
  home: { parent: null, entries: [folder('Artikel'), folder('Bilder'), project] },
  Artikel: { parent: folder('home'), entries: [file('eins.txt'), file('zwei.txt')] },
  Bilder: { parent: folder('home'), entries: [] },
}

let page: Awaited<ReturnType<typeof showPage>> | undefined
let chosen: readonly Place[] | undefined

async function open(purpose: Purpose) {
  chosen = undefined
  page = await showPage(
    <FolderChooser
      request={{
        purpose,
        answer: (places) => {
          chosen = places
        },
      }}
    />,
    {
      answers: {
        'files.browse': ({ token }) => {
          const here = tree[token ?? '']
          return here === undefined
            ? good({ here: null, parent: null, entries: [folder('home')], truncated: false })
            : good({
                here: folder(token ?? ''),
                parent: here.parent,
                entries: [...here.entries],
                truncated: false,
              })
        },
      },
    },
  )
  return page
}

const active = (): string | undefined =>
  document.querySelector('[role=option][aria-selected=true] .chooser-name')?.textContent
const here = (): string | undefined => document.querySelector('.chooser-here')?.textContent

describe('the folder chooser by keyboard', () => {
  afterEach(() => page?.leave())

  it('goes into folders with Enter and up with Backspace, keeping the place one came from', async () => {
    const { press } = await open('importFiles')
    await press('Enter')
    expect(here()).toBe('home')
    await press('ArrowDown')
    expect(active()).toBe('Bilder')
    await press('Enter')
    expect(here()).toBe('Bilder')
    await press('Backspace')
    expect(here()).toBe('home')
    expect(active()).toBe('Bilder')
  })

  it('jumps to a name by its beginning', async () => {
    const { press } = await open('openProject')
    await press('Enter')
    await press('n')
    await press('a')
    expect(active()).toBe('Nachbarn')
  })

  it('opens a project with Enter', async () => {
    const { press } = await open('openProject')
    await press('Enter')
    await press('End')
    await press('Enter')
    expect(chosen).toEqual([{ ...project, id: 'p' }])
  })

  it('marks several files with Space and takes them together', async () => {
    const { press } = await open('importFiles')
    await press('Enter')
    await press('Enter')
    await press(' ')
    await press('ArrowDown')
    await press('Enter')
    expect(chosen?.map((place) => place.label)).toEqual(['eins.txt', 'zwei.txt'])
  })

  it('takes the folder of a release for a second opinion: the one that was gone into', async () => {
    const { press } = await open('openOpinion')
    await press('Enter')
    await press('Enter')
    expect(chosen).toBeUndefined()
    const buttons = [...document.querySelectorAll('button')]
    buttons.find(({ textContent }) => textContent === 'Take “Artikel”')?.click()
    expect(chosen?.map((place) => place.label)).toEqual(['Artikel'])
  })

  it('shows what came into a folder since it was last looked at', async () => {
    const { press } = await open('importFiles')
    await press('Enter')
    await press('Enter')
    await press('Backspace')
    tree['Artikel']?.entries.push(file('drei.txt'))
    await press('Enter')
    expect([...document.querySelectorAll('.chooser-name')].map(({ textContent }) => textContent)).toEqual([
      'eins.txt',
      'zwei.txt',
      'drei.txt',
    ])
    tree['Artikel']?.entries.pop()
  })

  it('does not take a folder for a project', async () => {
    const { press } = await open('openProject')
    await press('Enter')
    await press('Enter')
    expect(chosen).toBeUndefined()
    expect(here()).toBe('Artikel')
  })
})

it('keeps the second click of a double click from what stands behind the chooser', async () => {
  const store = { call: () => Promise.resolve(good({ capabilities: { nativeDialogs: false } })) }
  const asked = choosePlaces(store as unknown as Store, 'openProject')
  await settle()
  const behind = document.createElement('button')
  document.body.append(behind)
  const heard: number[] = []
  behind.addEventListener('click', (event) => heard.push(event.detail))
  const click = (detail: number): boolean => behind.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }))
  placeRequest.get()?.answer([project])
  click(2)
  expect(heard).toEqual([])
  click(1)
  expect(heard).toEqual([1])
  await settle(750)
  click(2)
  expect(heard).toEqual([1, 2])
  expect(await asked).toEqual([project])
  behind.remove()
}) // prettier-ignore
