import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where this person's preferences and recent projects lie on this machine: the folder the desktop program uses too,
 * so that changing the shell changes nothing. Source: Electron's `appData`, per platform.
 */
export function stateFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Beleg')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Beleg')
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'Beleg')
}
