import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { BelegApi, ChannelInput, ChannelName, ChannelOutput, Push } from '../../shared/contract/index.ts'
import { errorMessage, type BelegFailure, type Result } from '../../shared/errors.ts'
import type { Language } from '../../shared/model/vocabulary.ts'
import { LocaleProvider } from '../locales/locale.tsx'
import type { Messages } from '../locales/messages.ts'
import { Keyboard, KeyboardProvider } from './keyboard.ts'
import { Store, StoreProvider } from './store.ts'

/** What the far side of the contract answers in a test. A channel nobody answers fails with `unsupported`. */
export type Answers = {
  readonly [N in ChannelName]?: (
    input: ChannelInput<N>,
  ) => Result<ChannelOutput<N>> | Promise<Result<ChannelOutput<N>>>
}

export const good = <T,>(value: T): Result<T> => ({ ok: true, value })
export const refused = (error: Omit<BelegFailure, 'message'>): Result<never> => ({
  ok: false,
  error: { ...error, message: errorMessage(error, 'en') },
})

/** The far side of the contract: answers by channel, a record of what was asked, and pushes on demand. */
export function testApi(answers: Answers): {
  readonly api: BelegApi
  readonly asked: { readonly channel: string; readonly input: unknown }[]
  readonly push: (push: Push) => void
} {
  const asked: { channel: string; input: unknown }[] = []
  const listeners = new Set<(push: Push) => void>()
  const call = new Proxy(
    {},
    {
      get: (_, channel) => async (input: unknown) => {
        asked.push({ channel: String(channel), input })
        const answer = (answers as Record<string, ((input: unknown) => unknown) | undefined>)[String(channel)]
        return answer === undefined
          ? refused({ code: 'unsupported', detail: { what: String(channel) } })
          : await answer(input)
      },
    },
  ) as BelegApi['call']
  return {
    asked,
    push: (push) => {
      for (const listener of listeners) listener(push)
    },
    api: {
      call,
      onPush: (listener) => {
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
        }
      },
      placesOf: () => Promise.resolve(good([])),
    },
  }
}

/** Lets promises and timers of the page come to rest. */
export const settle = (ms = 40): Promise<void> =>
  act(async () => {
    await new Promise((resolve) => setTimeout(resolve, ms))
  })

/** A page with everything a screen stands in. jsdom knows no layout and no modal dialogs; what that needs is filled in. */
export async function showPage(
  content: ReactNode,
  options: { readonly answers?: Answers; readonly language?: Language; readonly messages?: Messages } = {},
): Promise<{
  readonly store: Store
  readonly keyboard: Keyboard
  readonly asked: { readonly channel: string; readonly input: unknown }[]
  readonly press: (key: string, more?: KeyboardEventInit) => Promise<void>
  readonly leave: () => Promise<void>
}> {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.setAttribute('open', '')
  }
  Element.prototype.scrollIntoView = () => undefined
  const { api, asked } = testApi(options.answers ?? {})
  const store = new Store(api)
  const keyboard = new Keyboard()
  const stop = keyboard.listen()
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const { language = 'en', messages } = options
  await act(async () => {
    root.render(
      <StoreProvider value={store}>
        <KeyboardProvider value={keyboard}>
          <LocaleProvider language={language} {...(messages === undefined ? {} : { messages })}>
            {content}
          </LocaleProvider>
        </KeyboardProvider>
      </StoreProvider>,
    )
    await Promise.resolve()
  })
  await settle()
  return {
    store,
    keyboard,
    asked,
    press: async (key, more = {}) => {
      await act(async () => {
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
        await Promise.resolve()
      })
      await settle()
    },
    leave: async () => {
      await act(async () => {
        root.unmount()
        await Promise.resolve()
      })
      stop()
      place.remove()
    },
  }
}
