import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../tools/paths.mjs'

const folder = join(root, 'electron', 'bench', 'peers')
/** The `package.json` that peers are required from. */
export const peersPackage = join(folder, 'package.json')
const requirePeer = createRequire(peersPackage)

/** What came of asking for a peer: the module, or why it is not there. */
export type Peer =
  { readonly kind: 'there'; readonly module: unknown } | { readonly kind: 'absent'; readonly why: string }

function load(name: string): unknown {
  try {
    return requirePeer(name)
  } catch {
    return null
  }
}

let installed = false

/**
 * A program to measure beside, at the version `peers/package.json` pins. Installed at first use, into a folder of its
 * own, so that installing Beleg needs neither it nor a compiler. Where it cannot be had, the product is measured
 * alone and the report says so.
 */
export function peer(name: string, say: (line: string) => void): Peer {
  const there = load(name)
  if (there !== null) return { kind: 'there', module: there }
  if (!installed) {
    installed = true
    say(`installing ${name} and what else to measure beside; a compiler may take minutes`)
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (run.status !== 0) say('npm could not install them (no network?); the product is measured alone')
  }
  const found = load(name)
  if (found !== null) return { kind: 'there', module: found }
  return { kind: 'absent', why: `${name} could not be installed into electron/bench/peers (network or compiler missing)` }
} // prettier-ignore
