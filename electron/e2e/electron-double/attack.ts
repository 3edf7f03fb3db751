import type { CDPSession, Page } from 'playwright-core'
import { unpack } from './page/codec.ts'
import type { HostileStep } from './hostile.ts'
import type { Double } from './launch.ts'
import { preloadWorldName } from './side-door.ts'

/** What became of a step: refused in words or by an error; or let through, with what it gave. */
export interface Outcome {
  readonly step: HostileStep
  readonly refused: boolean
  readonly with: string
}

/** An answer of the program as it stands for being refused: not ok, or ok with nothing but refused commands. */
function judged(answer: unknown): { readonly refused: boolean; readonly with: string } {
  const text = JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  if (typeof answer !== 'object' || answer === null || !('ok' in answer))
    return { refused: false, with: text.slice(0, 200) }
  if (answer.ok === false) {
    const code = 'error' in answer ? (answer.error as { readonly code?: string }).code : undefined
    return { refused: true, with: code ?? 'no code' }
  }
  const commands =
    'value' in answer &&
    typeof answer.value === 'object' &&
    answer.value !== null &&
    'answers' in answer.value
      ? (answer.value.answers as readonly { readonly ok: boolean }[])
      : undefined
  return commands?.every(({ ok }) => !ok) === true
    ? { refused: true, with: 'every command refused' }
    : { refused: false, with: text.slice(0, 200) }
}

const thrown = (message: string): { readonly refused: boolean; readonly with: string } => ({
  refused: true,
  with: /No handler registered/.test(message) ? 'no handler' : message.slice(0, 80),
})

type Raw = { readonly answer: string } | { readonly error: string }

/** Speaks ipc in the preload's world. */
export async function openPreloadWorld(
  page: Page,
): Promise<(calls: readonly (readonly [string, string])[]) => Promise<readonly Raw[]>> {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  let world = ''
  const top = (await cdp.send('Page.getFrameTree')).frameTree.frame.id
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    // Frames inside have a world of that name too, in which nothing was run.
    const { frameId } = context.auxData as { readonly frameId?: string }
    if (context.name === preloadWorldName && frameId === top) world = context.uniqueId
  })
  await cdp.send('Runtime.enable')
  return async (calls) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      uniqueContextId: world,
      awaitPromise: true,
      returnByValue: true,
      expression: `Promise.all(${JSON.stringify(calls)}.map(([channel, args]) =>
        electronDouble.invoke(channel, args).then(
          (answer) => ({ answer: JSON.stringify(answer) }),
          (error) => ({ error: String(error) }))))`,
    })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text)
    return result.value as readonly Raw[]
  }
}

/** The exposed functions, called by a script of the page with whatever it likes. */
function callExposed(
  page: Page,
  calls: readonly { readonly channel: string; readonly input: unknown }[],
): Promise<readonly Raw[]> {
  return page.evaluate(
    async (all) => {
      const { beleg } = globalThis as unknown as {
        readonly beleg: { readonly call: Readonly<Record<string, (input: unknown) => Promise<unknown>>> }
      }
      return Promise.all(
        all.map(async ({ channel, input }) => {
          try {
            return { answer: JSON.stringify(await beleg.call[channel]?.(input)) }
          } catch (error) {
            return { error: String(error) }
          }
        }),
      )
    },
    calls as { readonly channel: string; readonly input: unknown }[],
  )
}

/** What an injected script tries against the outside. Says `through` where anything worked. */
function act(page: Page, kind: string, url: string): Promise<string> {
  return page.evaluate(
    async ([what, address]) => {
      const late = new Promise<string>((resolve) => setTimeout(() => resolve('nothing came'), 400))
      const tried = (async () => {
        switch (what) {
          case 'fetch': {
            const answer = await fetch(address)
            return `through: ${answer.url}`
          }
          case 'navigate':
            location.href = address
            return 'refused'
          case 'open':
            return window.open(address) === null ? 'refused' : 'through: a window'
          case 'frame': {
            const frame = document.createElement('iframe')
            frame.src = address
            document.body.append(frame)
            await new Promise((resolve) => setTimeout(resolve, 50))
            frame.remove()
            return 'refused'
          }
          default: {
            const script = document.createElement('script')
            script.src = address
            document.head.append(script)
            const ran = await new Promise<string>((resolve) => {
              script.onload = () => resolve('through: a script')
              script.onerror = () => resolve('refused')
            })
            script.remove()
            return ran
          }
        }
      })().catch((error: unknown) => `refused: ${String(error).slice(0, 60)}`)
      return Promise.race([tried, late])
    },
    [kind, url] as const,
  )
}

/** Runs steps in order of their doors, a batch at a time. */
export async function attack(
  double: Double,
  page: Page,
  steps: readonly HostileStep[],
): Promise<readonly Outcome[]> {
  const ipc = await openPreloadWorld(page)
  const outcomes: Outcome[] = []
  const settle = (all: readonly HostileStep[], raws: readonly Raw[]): void => {
    all.forEach((step, at) => {
      const raw = raws[at] ?? { error: 'no outcome' }
      outcomes.push({ step, ...('error' in raw ? thrown(raw.error) : judged(JSON.parse(raw.answer))) })
    })
  }
  for (let from = 0; from < steps.length; from += 200) {
    const batch = steps.slice(from, from + 200)
    const direct = batch.filter((step) => step.door === 'ipc')
    settle(direct, await ipc(direct.map(({ channel, args }) => [channel, args] as const)))
    const forged = batch.filter((step) => step.door === 'forged')
    const answered = await double.run('forge', { calls: forged })
    settle(
      forged,
      answered.map((one) => ('error' in one ? one : { answer: JSON.stringify(unpack(one.value)) })),
    )
    const calls = batch.filter((step) => step.door === 'page').filter((step) => step.act === 'call')
    settle(calls, await callExposed(page, calls))
    for (const step of batch.filter((one) => one.door === 'page')) {
      if (step.act === 'call') continue
      const said = await act(page, step.act, step.url)
      outcomes.push({ step, refused: !said.startsWith('through'), with: said })
    }
  }
  return outcomes
}
