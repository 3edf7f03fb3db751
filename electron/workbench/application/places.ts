import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Place } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'

/** Tokens given out; the oldest are forgotten, and the page asks again. */
const mostTokens = 200_000

/** Paths and the tokens by which the page knows them. A token says nothing, and nobody can make one. */
export class Places {
  readonly #paths = new Map<string, string>()
  readonly #tokens = new Map<string, string>()

  /** The place of a path; the same path has the same token. */
  of(path: string, label?: string): Place {
    let token = this.#tokens.get(path)
    if (token === undefined) {
      token = randomBytes(16).toString('base64url')
      this.#tokens.set(path, token)
      this.#paths.set(token, path)
      this.#forgetOldest()
    }
    return { token, label: label ?? (basename(path) || path), kind: kindOf(path) }
  }

  /** Throws `access.refused` for a token this process did not give. */
  path(token: string): string {
    const path = this.#paths.get(token)
    if (path === undefined) throw new BelegError('access.refused', { reason: 'unknown place' })
    return path
  }

  #forgetOldest(): void {
    for (const [path, token] of this.#tokens) {
      if (this.#tokens.size <= mostTokens) return
      this.#tokens.delete(path)
      this.#paths.delete(token)
    }
  }
}

/** What lies at a path; a path that is not there counts as a file. */
export function kindOf(path: string): Place['kind'] {
  try {
    if (!statSync(path).isDirectory()) return 'file'
  } catch {
    return 'file'
  }
  return statSync(join(path, 'project.json'), { throwIfNoEntry: false }) === undefined ? 'folder' : 'project'
}
