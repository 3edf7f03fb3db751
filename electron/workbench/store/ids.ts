import { createHash } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Opaque ids for what one command creates: the same command gives the same ids, so that a replay gives the same
 * bytes; nothing can be read from them. 80 bits after a letter for the kind.
 */
export function idSource(commandId: string): (kind: string) => string {
  let n = 0
  return (kind) => {
    n += 1
    const digest = createHash('sha256')
      .update(`${commandId}\n${kind}\n${String(n)}`)
      .digest()
    let id = ''
    for (let i = 0; i < 16; i++) id += alphabet.charAt((digest[i] ?? 0) & 31)
    return `${kind}_${id}`
  }
}
