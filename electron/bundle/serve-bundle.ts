import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { commonHeaders, contentSecurityPolicy } from './policy.ts'

/** Kinds of files a build holds. Anything else is not handed out. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * The file inside the bundle that a URL path names, as segments, or undefined where it names none:
 * no step upwards, no drive, no stream, no device, whatever the encoding.
 */
export function bundlePath(pathname: string): readonly string[] | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  const segments = decoded === '/' ? ['index.html'] : decoded.split('/').slice(1)
  return segments.every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment)) ? segments : undefined
}

const refuse = (status: number, words: string): Response =>
  new Response(words, { status, headers: { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' } })

/**
 * Hands out the built page from `folder`, the same in both shells: as Electron's app:// protocol and over loopback.
 * Every page gets a policy of its own, with the nonce that stands in its csp-nonce element.
 */
export function bundleServer(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, 'Only GET is answered here.')
    const segments = bundlePath(new URL(request.url).pathname)
    const type = types[extname(segments?.at(-1) ?? '')]
    if (segments === undefined || type === undefined) return refuse(404, 'There is no such file.')
    let bytes: Buffer
    try {
      bytes = await readFile(join(folder, ...segments))
    } catch {
      return refuse(404, 'There is no such file.')
    }
    const headers: Record<string, string> = {
      ...commonHeaders,
      'content-type': type,
      'cache-control': 'no-store',
    }
    // Names under assets/ carry a hash of the content.
    if (segments[0] === 'assets') headers['cache-control'] = 'private, max-age=31536000, immutable'
    let body: Uint8Array<ArrayBuffer> | string = new Uint8Array(bytes)
    if (type.startsWith('text/html')) {
      const nonce = randomBytes(16).toString('base64')
      headers['content-security-policy'] = contentSecurityPolicy(nonce)
      body = bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce)
    }
    return new Response(request.method === 'HEAD' ? null : body, { headers })
  }
}
