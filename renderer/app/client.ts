import type { BelegApi, ChannelName, Place, Push } from '../../shared/contract/index.ts'
import {
  errorMessage,
  type BelegFailure,
  type ErrorCode,
  type ErrorDetail,
  type Result,
} from '../../shared/errors.ts'

declare global {
  interface Window {
    /** Exposed by the desktop's preload; absent in the browser. */
    readonly beleg?: BelegApi
  }
}

/** A failure the page itself finds. */
export const failure = (code: ErrorCode, detail?: ErrorDetail, retry?: boolean): BelegFailure => ({
  code,
  message: errorMessage({ code, detail }, 'en'),
  ...(detail === undefined ? {} : { detail }),
  ...(retry === undefined ? {} : { retry }),
})

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

/** Bytes a browser still sends for a page that is gone. */
export const lastWords = 60_000

/** Set while the page is left: what is sent then must outlive it. */
let leaving = false
addEventListener('pagehide', () => {
  leaving = true
})
addEventListener('pageshow', () => {
  leaving = false
})

/** Posts and reads a `Result`. An address that does not answer, or answers something else, is a failure, never a throw. */
async function post(address: string, init: RequestInit): Promise<Result<unknown>> {
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      keepalive: leaving,
      ...init,
    })
  } catch {
    return { ok: false, error: failure('shell.gone', undefined, true) }
  }
  try {
    const answer: unknown = await response.json()
    if (isResult(answer)) return answer
  } catch {
    // Falls through: whatever answered, it was not the workbench.
  }
  return { ok: false, error: failure('internal', { reason: `HTTP ${response.status}` }) }
}

/** Uploads one file and answers its place. */
async function upload(base: string, file: File): Promise<Result<Place>> {
  const name = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath
  const answer = await post(`${base}api/upload`, {
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
    body: file,
  })
  // The shell checked this answer against the contract before it sent it.
  return answer as Result<Place>
}

/** Listens to the push feed; `EventSource` connects again by itself, and what was missed meanwhile is read anew. */
function listen(base: string, listener: (push: Push) => void): () => void {
  const source = new EventSource(`${base}api/events`)
  let lost = false
  source.onmessage = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as Push)
  source.onerror = () => {
    lost = true
  }
  source.onopen = () => {
    if (lost) listener({ kind: 'project' })
    lost = false
  }
  return () => source.close()
}

/** The contract over HTTP, as the browser shell offers it. `base` is relative to the page and ends in `/` or is empty. */
export function createHttpApi(base = ''): BelegApi {
  const functions = new Map<string, (input: unknown) => Promise<Result<unknown>>>()
  const call = new Proxy(Object.create(null) as object, {
    get(_, channel) {
      if (typeof channel !== 'string') return undefined
      const known = functions.get(channel)
      if (known !== undefined) return known
      const made = (input: unknown): Promise<Result<unknown>> =>
        post(`${base}api/${channel}`, {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input ?? {}),
        })
      functions.set(channel, made)
      return made
    },
  })
  return {
    // One function per channel, made on first use: the shell refuses names the contract does not know.
    call: call as BelegApi['call'],
    onPush: (listener) => listen(base, listener),
    placesOf: async (files) => {
      const places: Place[] = []
      for (const file of files) {
        if (!(file instanceof File)) continue
        const answer = await upload(base, file)
        if (!answer.ok) return answer
        places.push(answer.value)
      }
      return { ok: true, value: places }
    },
  }
}

/** The way to the workbench in whichever shell shows this page. */
export const connect = (): BelegApi => window.beleg ?? createHttpApi()

export type { ChannelName }
