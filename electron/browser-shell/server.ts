import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { commonHeaders } from '../bundle/policy.ts'
import { isChannelName, type Place } from '../../shared/contract/index.ts'
import { BelegError, toFailure, type ErrorCode, type Result } from '../../shared/errors.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { cookieName, cookieOf, judge, type Refusal } from './access.ts'
import { Admission } from './admission.ts'
import { EventStream } from './event-stream.ts'
import { jsonBody } from './request-body.ts'
import { Uploads } from './uploads.ts'

/** Bytes of a request to a channel: a pasted article of 5 million characters, all of them escaped, fits. */
const requestLimit = 32_000_000

/** What the server hands requests to. */
export interface Served extends Pick<Workbench, 'call' | 'subscribe' | 'placeOf'> {
  /** The built page. */
  readonly bundle: (request: Request) => Promise<Response>
  /** Shows the person a new link, after a used one was presented again. */
  readonly showLink: (link: string) => void
}

export interface RunningServer {
  readonly origin: string
  /** The link that lets in once. */
  readonly link: string
  /** Takes no more requests, waits for those under way, ends the feeds. */
  readonly close: () => Promise<void>
}

const refusals: Readonly<Record<Refusal | 'used' | 'unknown', string>> = {
  host: 'Refused: this address is not mine.\nAbgelehnt: Diese Adresse ist nicht meine.\n',
  origin:
    'Refused: the request comes from another page.\nAbgelehnt: Die Anfrage kommt von einer anderen Seite.\n',
  site: 'Refused: the request comes from another page.\nAbgelehnt: Die Anfrage kommt von einer anderen Seite.\n',
  session:
    'Open Beleg with the link in the terminal.\nÖffnen Sie Beleg mit dem Link, der im Terminal steht.\n',
  used: 'This link was used before. A new one stands in the terminal.\nDieser Link wurde schon benutzt. Ein neuer steht im Terminal.\n',
  unknown:
    'This link is not valid. Use the one in the terminal.\nDieser Link gilt nicht. Nehmen Sie den im Terminal.\n',
}

function text(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    ...commonHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(words)
}

/** Statuses of failures that lie in the request; everything else the application says is 200 with `ok: false`. */
const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'input.invalid': 400,
  'input.tooLarge': 413,
  'channel.unknown': 404,
}

function json(response: ServerResponse, answer: Result<unknown>): void {
  response.writeHead(answer.ok ? 200 : (statuses[answer.error.code] ?? 200), {
    ...commonHeaders,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(answer))
}

async function sendResponse(from: Response, to: ServerResponse): Promise<void> {
  to.writeHead(from.status, Object.fromEntries(from.headers))
  to.end(Buffer.from(await from.arrayBuffer()))
}

/** The name of an uploaded file, which the page sends percent-encoded because headers are Latin-1; empty where it is none. */
function fileName(request: IncomingMessage): string {
  const given = request.headers['x-file-name']
  try {
    return typeof given === 'string' ? decodeURIComponent(given) : ''
  } catch {
    return ''
  }
}

/** Starts the server on loopback and a free port. */
export async function startServer(served: Served): Promise<RunningServer> {
  const admission = new Admission()
  const events = new EventStream()
  const uploads = new Uploads()
  const underWay = new Set<Promise<void>>()
  let authority = ''
  let cookie = ''
  const link = (): string => `http://${authority}/?token=${admission.token}`

  const redeem = (token: string, response: ServerResponse): void => {
    const redeemed = admission.redeem(token)
    if (redeemed.kind !== 'opened') {
      if (redeemed.kind === 'used' && redeemed.fresh) served.showLink(link())
      text(response, 403, refusals[redeemed.kind])
      return
    }
    // See Other, so that the token leaves the address bar and the history.
    response.writeHead(303, {
      ...commonHeaders,
      location: '/',
      'cache-control': 'no-store',
      'set-cookie': `${cookie}=${redeemed.session}; HttpOnly; SameSite=Strict; Path=/`,
    })
    response.end()
  }

  const upload = async (request: IncomingMessage): Promise<Result<Place>> => {
    if (request.headers['content-type'] !== 'application/octet-stream') {
      throw new BelegError('input.invalid', { reason: 'content type' })
    }
    return { ok: true, value: served.placeOf(await uploads.receive(request, fileName(request))) }
  }

  const call = async (request: IncomingMessage, name: string): Promise<Result<unknown>> => {
    if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? '')) {
      throw new BelegError('input.invalid', { reason: 'content type' })
    }
    if (!isChannelName(name)) throw new BelegError('channel.unknown', { channel: name.slice(0, 100) })
    return served.call(name, await jsonBody(request, requestLimit))
  }

  const api = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    if (name === 'events' && request.method === 'GET') {
      events.connect(response, commonHeaders)
      return
    }
    if (request.method !== 'POST') {
      text(response, 405, 'Only POST is answered here.\n')
      return
    }
    try {
      json(response, await (name === 'upload' ? upload(request) : call(request, name)))
    } catch (error) {
      // What was not read stays unread: the connection ends with the answer.
      response.setHeader('connection', 'close')
      json(response, { ok: false, error: toFailure(error) })
      request.resume()
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s)
    if (!path.startsWith('/')) {
      text(response, 400, 'This is not a proxy.\n')
      return
    }
    const query = new URLSearchParams(search)
    const site = request.headers['sec-fetch-site']
    const verdict = judge(
      {
        method: request.method ?? '',
        path,
        host: request.headers.host,
        origin: request.headers.origin,
        site: Array.isArray(site) ? site.join() : site,
        session: admission.knows(cookieOf(request.headers.cookie, cookie)),
        token: query.get('token') ?? undefined,
      },
      authority,
    )
    if (verdict.kind === 'refuse') text(response, 403, refusals[verdict.reason])
    else if (verdict.kind === 'redeem') redeem(verdict.token, response)
    else if (path.startsWith('/api/')) await api(request, response, path.slice('/api/'.length))
    else
      await sendResponse(
        await served.bundle(new Request(`http://${authority}${path}`, { method: request.method ?? 'GET' })),
        response,
      )
  }

  const server = createServer((request, response) => {
    const work = answer(request, response)
      .catch((error: unknown) => {
        if (response.headersSent) response.destroy()
        else json(response, { ok: false, error: toFailure(error) })
      })
      .finally(() => underWay.delete(work))
    underWay.add(work)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  authority = `127.0.0.1:${String(address.port)}`
  cookie = cookieName(address.port)
  const unsubscribe = served.subscribe((push) => {
    events.send(push)
  })

  return {
    origin: `http://${authority}`,
    get link() {
      return link()
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeIdleConnections()
      await Promise.allSettled([...underWay])
      unsubscribe()
      events.close()
      server.closeAllConnections()
      await closed
      uploads.close()
    },
  }
}
