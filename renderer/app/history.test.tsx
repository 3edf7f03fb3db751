import { act, type ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { useHistory } from './history.ts'
import { good, settle, showPage, type Answers } from './test-page.tsx'

const answers: Answers = {
  // Nothing is to be taken back, and whatever happens, this page hears of it later.
  'project.status': () =>
    good({
      id: 'p', name: 'P', place: '', revision: 1, readOnly: null, recovered: null, coder: null, articles: 1,
      facts: 1, decided: 0, triage: { todo: 1 }, undo: null, redo: null, lastSavedAt: null,
    }), // prettier-ignore
  'commands.apply': ({ commands }) =>
    good({
      answers: commands.map((_, at) => ({ id: `c${String(at)}`, ok: true, seq: at + 1, revision: at + 1 })),
    }),
}

function Undo(): ReactNode {
  const { undo } = useHistory()
  return undo === null ? null : <button onClick={undo}>undo</button>
}

let page: Awaited<ReturnType<typeof showPage>> | undefined
afterEach(() => page?.leave())
const button = (): HTMLButtonElement | null => document.querySelector('button')

describe('undo', () => {
  it('takes back the first decision of a project, also before the project has told that there is one', async () => {
    page = await showPage(<Undo />, { answers })
    await settle()
    expect(button()).toBeNull()
    await act(async () => {
      await page?.store.apply([{ type: 'coder.set', payload: { name: 'Ada' } }])
    })
    await act(async () => {
      button()?.click()
      await Promise.resolve()
    })
    await settle()
    const sent = page.asked.flatMap(({ channel, input }) => (channel === 'commands.apply' ? [input] : []))
    expect(sent.at(-1)).toMatchObject({ commands: [{ type: 'history.undo' }] })
  })
})
