import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { BelegApi, ChannelName } from '../../../shared/contract/index.ts'
import type { CommandInput } from '../../../shared/commands/index.ts'
import type { ArticleView } from '../../../shared/model/views.ts'
import { Keyboard, KeyboardProvider } from '../../app/keyboard.ts'
import { Store, StoreProvider } from '../../app/store.ts'
import { Announcer } from '../../app/announce.tsx'
import { LocaleProvider } from '../../locales/locale.tsx'
import { article, codebook } from './article-in-tests.ts'
import { predict } from './predict.ts'
import { ReviewScreen } from './review-screen.tsx'

/** The Review screen with everything of the page beneath it; the store behind the wire is played by the predictions. */
export interface Opened {
  /** Presses keys, as named by `KeyboardEvent.key`, on whatever has the focus; `Control+` before a name holds it. */
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly type: (words: string) => Promise<void>
  /** Commands the store got, by type. */
  readonly sent: () => readonly CommandInput[]
  /** Articles that were asked for. */
  readonly read: () => readonly string[]
  readonly article: () => ArticleView
  readonly selected: () => string | null
  readonly select: (start: number, end: number) => Promise<void>
  readonly heard: () => string
  readonly page: HTMLElement
  /** The preferences as the shell has them. */
  readonly stored: () => Promise<Readonly<Record<string, string | number | boolean>>>
  readonly close: () => Promise<void>
}

/** jsdom draws nothing: sizes that a list and an editor ask for. */
export function givePageASize(): void {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
  Element.prototype.scrollIntoView = () => undefined
  for (const [name, size] of [
    ['clientHeight', 600],
    ['clientWidth', 500],
    ['offsetHeight', 60],
    ['offsetWidth', 500],
  ] as const)
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size })
}

const settle = async (): Promise<void> => {
  await act(async () => {
    await new Promise((done) => setTimeout(done, 40))
  })
}

export async function openReview(
  start: ArticleView = article,
  preferences: Readonly<Record<string, string | number | boolean>> = { language: 'en' },
  mentionId: string | null = null,
): Promise<Opened> {
  let shown = start
  let kept = preferences
  const commands: CommandInput[] = []
  const read: string[] = []
  const answers: Partial<Record<ChannelName, (input: never) => unknown>> = {
    'articles.open': ({ articleId }: { articleId: string }) => {
      read.push(articleId)
      return structuredClone(shown)
    },
    'articles.refresh': ({ factIds }: { factIds: readonly string[] }) => {
      const facts = structuredClone(shown.facts.filter(({ id }) => factIds.includes(id)))
      const gone = factIds.filter((id) => !facts.some((fact) => fact.id === id))
      return { row: shown.row, facts, gone, entities: shown.entities, revision: shown.revision }
    },
    'codebook.current': () => codebook,
    'app.preferences': ({ set }: { set?: typeof kept }) => (kept = { ...kept, ...set }),
    'project.status': () => null,
    'jobs.list': () => [],
    'entities.candidates': ({ search = '' }: { search?: string }) => ({
      candidates: shown.entities
        .filter((entity) => (entity.labelDe ?? '').toLowerCase().includes(search.toLowerCase()))
        .map((entity) => ({
          entity,
          score: 1,
          reasons: [{ code: 'name', en: 'same name', de: 'gleicher Name' }],
          mentions: 1,
          articles: 1,
        })),
      sameEntity: 2,
      elsewhere: { mentions: 0, articles: 0 },
    }),
    'commands.apply': ({ commands: given }: { commands: CommandInput[] }) => ({
      answers: given.map((command) => {
        commands.push(command)
        shown = predict(shown, command, codebook, '2026-01-01T00:00:00Z')
        return {
          id: command.id,
          ok: true,
          seq: commands.length,
          revision: commands.length,
          created: { fact: ['f1'], mention: ['m1'] },
        }
      }),
    }),
  }
  const call = new Proxy(
    {},
    {
      get: (_, channel: ChannelName) => (input: never) =>
        Promise.resolve({ ok: true, value: answers[channel]?.(input) }),
    },
  )
  const api = {
    call,
    onPush: () => () => undefined,
    placesOf: () => Promise.resolve({ ok: true, value: [] }),
  } as unknown as BelegApi
  const store = new Store(api)
  const keyboard = new Keyboard()
  const stop = keyboard.listen()
  const page = document.body.appendChild(document.createElement('div'))
  const root = createRoot(page)
  const tree: ReactNode = (
    <StoreProvider value={store}>
      <KeyboardProvider value={keyboard}>
        <LocaleProvider language={kept['language'] === 'de' ? 'de' : 'en'}>
          <ReviewScreen articleId={start.row.id} factId={null} mentionId={mentionId} />
          <Announcer />
        </LocaleProvider>
      </KeyboardProvider>
    </StoreProvider>
  )
  act(() => root.render(tree))
  await settle()
  await settle()

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const name of keys) {
      const control = name.startsWith('Control+')
      const key = control ? name.slice('Control+'.length) : name
      const target = document.activeElement ?? document.body
      act(() => {
        target.dispatchEvent(
          new KeyboardEvent('keydown', {
            key,
            code: /^\d$/.test(key) ? `Digit${key}` : key.length === 1 ? `Key${key.toUpperCase()}` : key,
            ctrlKey: control,
            bubbles: true,
            cancelable: true,
          }),
        )
      })
      await settle()
    }
  }
  return {
    press,
    type: async (words) => {
      const field = document.activeElement
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
        throw new Error('no field has the focus')
      const proto =
        field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
      act(() => {
        // React hears a value only when it is set past its own property.
        Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, words)
        field.dispatchEvent(new Event('input', { bubbles: true }))
      })
      await settle()
    },
    sent: () => commands,
    read: () => read,
    article: () => shown,
    selected: () => page.querySelector('[aria-current=true][data-fact]')?.getAttribute('data-fact') ?? null,
    select: async (from, to) => {
      const { EditorView } = await import('@codemirror/view')
      const editor = EditorView.findFromDOM(page.querySelector('.cm-editor') as HTMLElement)
      act(() => editor?.dispatch({ selection: { anchor: from, head: to }, userEvent: 'select' }))
      await settle()
    },
    heard: () => [...page.querySelectorAll('[role=status]')].map((one) => one.textContent).join(''),
    page,
    stored: async () => {
      await settle()
      return kept
    },
    close: async () => {
      stop()
      act(() => root.unmount())
      page.remove()
      await Promise.resolve()
    },
  }
}
