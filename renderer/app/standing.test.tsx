import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChannelOutput, Place } from '../../shared/contract/index.ts'
import type { ErrorCode, ErrorDetail } from '../../shared/errors.ts'
import { Banners } from './banners.tsx'
import { good, refused, settle, showPage, testApi, type Answers } from './test-page.tsx'
import { Store } from './store.ts'

type Status = NonNullable<ChannelOutput<'project.status'>>
const status = (code: ErrorCode | null, detail: ErrorDetail = {}, more: Partial<Status> = {}): Status => ({
  id: 'p',
  name: 'Akte',
  place: '/x',
  revision: 3,
  readOnly: code === null ? null : { code, detail: detail },
  recovered: null,
  coder: null,
  articles: 0,
  facts: 0,
  decided: 0,
  triage: {},
  undo: null,
  redo: null,
  lastSavedAt: null,
  ...more,
})
const place = (token: string, label = token): Place => ({ token, label, kind: 'project' })
const info: ChannelOutput<'app.info'> = {
  version: '1',
  capabilities: { shell: 'electron', nativeDialogs: true, drop: 'paths', reveal: true, download: false },
  recent: [{ ...place('here'), openedAt: '', missing: true }],
  sample: null,
}

const show = async (answers: Answers, language: 'en' | 'de' = 'en') => {
  const page = await showPage(<Banners />, {
    answers: { 'app.info': () => good(info), ...answers },
    language,
  })
  const button = (name: string): HTMLButtonElement => {
    const found = [...document.querySelectorAll('button')].find((one) => one.textContent === name)
    if (found === undefined) throw new Error(`no button “${name}”`)
    return found
  }
  const click = async (name: string): Promise<void> => {
    await act(async () => {
      button(name).click()
      await Promise.resolve()
    })
    await settle()
  }
  return { ...page, button, click, text: () => document.body.textContent }
}

afterEach(() => {
  document.body.replaceChildren()
  sessionStorage.clear()
})

describe('a project nothing can be changed in', () => {
  it('says in both languages what happened, what is kept and what to do', async () => {
    const gone = () => good(status('project.folderGone', { path: '/stick/Akte' }))
    const en = await show({ 'project.status': gone })
    expect(en.text()).toContain('cannot be reached any more (/stick/Akte)')
    expect(en.text()).toContain('Bring it back and work goes on by itself')
    await en.leave()
    const de = await show({ 'project.status': gone }, 'de')
    expect(de.text()).toContain('nicht mehr erreichbar (/stick/Akte)')
    expect(de.button('An anderem Ort speichern …').disabled).toBe(false)
    await de.leave()
  })

  it('is tried again at a press, and the banner goes when space is back', async () => {
    let full = true
    const page = await show({
      'project.status': () => good(status(full ? 'disk.full' : null)),
      'project.resume': () => good({ writable: !full }),
    })
    await page.click('Try again')
    expect(page.store.notices.get().at(-1)?.text).toContain('Not yet')
    full = false
    await page.click('Try again')
    expect(page.store.notices.get().at(-1)?.text).toContain('Changes are saved again')
    expect(page.text()).not.toContain('The disk is full')
    await page.leave()
  })

  it('is saved elsewhere under a free name, and work goes on there', async () => {
    let opened = ''
    const page = await show({
      'project.status': () => good(status(opened === '' ? 'disk.failed' : null, { reason: 'EIO' })),
      'files.pick': () => good([place('home')]),
      'project.copy': ({ name }) =>
        name === 'Akte'
          ? refused({ code: 'project.exists', detail: { path: name } })
          : good({ ...place('copy', name), missing: 0 }),
      'project.open': ({ place: token }) => {
        opened = token
        return good(status(null))
      },
    })
    expect(page.text()).toContain('Save the project elsewhere')
    await page.click('Save elsewhere …')
    expect(opened).toBe('copy')
    expect(page.store.notices.get().at(-1)?.text).toBe(
      'Everything was saved to “Akte 2”. You are working there now.',
    )
    expect(page.text()).not.toContain('Read-only')
    await page.leave()
  })

  it('says what a copy could not take along', async () => {
    const page = await show({
      'project.status': () => good(status('project.folderGone', { path: '/x' })),
      'files.pick': () => good([place('home')]),
      'project.copy': () => good({ ...place('copy', 'Akte'), missing: 2 }),
      'project.open': () => good(status(null)),
    })
    await page.click('Save elsewhere …')
    expect(page.store.notices.get().at(-1)).toMatchObject({ tone: 'failure' })
    expect(page.store.notices.get().at(-1)?.text).toContain('2 files could not be read')
    await page.leave()
  })

  it('is opened anew where another state lies in its folder', async () => {
    const page = await show({
      'project.status': () => good(status('project.otherState', { ours: 5, theirs: 3 })),
      'project.close': () => good({}),
      'project.open': () => good(status(null)),
    })
    expect(page.text()).toContain('step 3 there, step 5 here')
    await page.click('Open what lies there')
    const asked = page.asked.map(({ channel }) => channel)
    expect(asked.indexOf('project.close')).toBeLessThan(asked.indexOf('project.open'))
    await page.leave()
  })
})

describe('a page that goes while something is being saved', () => {
  const rename = { type: 'project.rename', payload: { name: 'A' } } as const

  it('sends what waits once more as it goes, under the same ids', async () => {
    const far = testApi({ 'commands.apply': () => new Promise(() => undefined) })
    let id = 0
    const store = new Store(far.api, { newId: () => `c${String((id += 1))}` })
    const stop = store.listen()
    void store.apply([rename])
    void store.apply([rename])
    await settle(5)
    dispatchEvent(new Event('pagehide'))
    const sent = far.asked.filter(({ channel }) => channel === 'commands.apply')
    expect(
      sent.map(({ input }) => (input as { commands: { id: string }[] }).commands.map((one) => one.id)),
    ).toEqual([['c1'], ['c1', 'c2']])
    stop()
  })

  it('is followed by one that says how many changes it had not seen saved', async () => {
    const far = testApi({ 'commands.apply': () => new Promise(() => undefined) })
    const store = new Store(far.api)
    const stop = store.listen()
    void store.apply([rename, rename])
    await settle(5)
    // The page's process dies: nothing runs any more.
    stop()
    const next = new Store(testApi({}).api)
    next.listen()()
    expect(next.notices.get()).toMatchObject([{ error: { code: 'page.unsent', detail: { count: 2 } } }])
    const last = new Store(testApi({}).api)
    last.listen()()
    expect(last.notices.get()).toEqual([])
  })
})
