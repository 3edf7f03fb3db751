import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { channelNames } from '../../shared/contract/index.ts'
import { BelegError, toFailure, type Result } from '../../shared/errors.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { maySend, type Sender } from './page-address.ts'
import { refusals } from './refusals.ts'
import { heaviest, objectionTo } from './weight.ts'

/** What the channels are answered with. */
export interface Answers extends Pick<Workbench, 'call' | 'placeOf'> {
  /** The window whose page is heard. */
  readonly window: () => BrowserWindow | undefined
  /** The page listens to the push feed from now on. */
  readonly pageListens: () => void
}

/** Who sent it, or undefined where the frame is gone. */
function senderOf(event: IpcMainInvokeEvent, window: BrowserWindow | undefined): Sender | undefined {
  const frame = event.senderFrame
  if (frame === null || window === undefined) return undefined
  return {
    address: frame.url,
    mainFrameOfOurs: frame.parent === null && BrowserWindow.fromWebContents(event.sender) === window,
  }
}

const droppedSchema = z.array(z.string().min(1).max(32_767)).max(10_000)

/** Throws where the message is to be refused whatever it asks for. */
function checkMessage(
  event: IpcMainInvokeEvent,
  input: unknown,
  further: readonly unknown[],
  window: BrowserWindow | undefined,
): void {
  if (!maySend(senderOf(event, window))) throw new BelegError('access.refused', { reason: 'sender' })
  if (further.length > 0) throw new BelegError('input.invalid', { reason: 'more than one argument' })
  const objection = objectionTo(input)
  if (objection === 'heavier') throw new BelegError('input.tooLarge', { limit: heaviest })
  if (objection !== undefined) throw new BelegError('input.invalid', { reason: objection })
}

/** Codes of answers that say the caller did what no page of ours does. */
const refusing: readonly string[] = ['access.refused', 'input.invalid', 'input.tooLarge']

/**
 * Answers one message per channel of the contract, and the one for dropped files. Each checks who sent it and what
 * before anything else, and refuses aloud: silence would look like a program that hangs.
 */
export function answerChannels(answers: Answers): void {
  const handle = (message: string, answer: (input: unknown) => Promise<Result<unknown>>): void => {
    const checked = async (
      event: IpcMainInvokeEvent,
      input: unknown,
      further: readonly unknown[],
    ): Promise<Result<unknown>> => {
      try {
        checkMessage(event, input, further, answers.window())
        return await answer(input)
      } catch (error) {
        return { ok: false, error: toFailure(error) }
      }
    }
    ipcMain.handle(message, async (event, input: unknown, ...further: readonly unknown[]) => {
      const answered = await checked(event, input, further)
      if (!answered.ok && refusing.includes(answered.error.code)) {
        refusals.note(
          `${message} from ${event.senderFrame?.url ?? 'a frame that is gone'} (${answered.error.code})`,
        )
      }
      return answered
    })
  }
  for (const name of channelNames) {
    // What came in is checked against the channel's schema by the workbench, for every shell alike.
    handle(`call:${name}`, (input) => answers.call(name, input))
  }
  handle('page-listens', (input) => {
    if (input !== undefined) throw new BelegError('input.invalid', { reason: 'an argument' })
    answers.pageListens()
    return Promise.resolve({ ok: true, value: {} })
  })
  handle('places-of', (input) => {
    const paths = droppedSchema.safeParse(input)
    if (!paths.success) throw new BelegError('input.invalid', { reason: 'dropped files' })
    return Promise.resolve({ ok: true, value: paths.data.map((path) => answers.placeOf(path)) })
  })
}
