import type { CDPSession } from 'playwright-core'
import { record } from './records.ts'
import { originOf, toChromium } from './schemes.ts'
import { handlers } from './session.ts'

/**
 * Permissions of docs/latest/api/session#sessetpermissionrequesthandlerhandler, with Chromium's own names for those
 * the debugger can set. The rest is asked about and written down.
 */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'display-capture': ['display-capture'],
  fullscreen: [],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  media: ['microphone', 'camera'],
  mediaKeySystem: [],
  midi: ['midi'],
  midiSysex: [],
  notifications: ['notifications'],
  pointerLock: [],
  keyboardLock: [],
  openExternal: [],
  'speaker-selection': [],
  'storage-access': ['storage-access'],
  'top-level-storage-access': [],
  'window-management': ['window-management'],
  fileSystem: [],
  hid: [],
  serial: [],
  usb: [],
  'deprecated-sync-clipboard-read': [],
  unknown: [],
}

/**
 * Sets what the page of an address may do. Chromium's debugger has no event for a page that asks, so the program's
 * handlers are asked beforehand, for every permission there is. Without a handler Electron grants.
 */
export async function setPermissions(cdp: CDPSession, contents: unknown, address: string): Promise<void> {
  const origin = originOf(address)
  const details = { isMainFrame: true, requestingUrl: address, securityOrigin: origin }
  for (const [permission, names] of Object.entries(permissions)) {
    const check = handlers.permissionCheck?.(contents, permission, `${origin}/`, details) ?? true
    const request =
      handlers.permissionRequest === null
        ? true
        : await new Promise<boolean>((answer) =>
            handlers.permissionRequest?.(contents, permission, answer, details),
          )
    record('permission', { permission, check, request })
    for (const name of names) {
      await cdp.send('Browser.setPermission', {
        permission: { name },
        setting: check && request ? 'granted' : 'denied',
        origin: new URL(toChromium(address)).origin,
      })
    }
  }
  // docs/latest/api/session#sessetdevicepermissionhandlerhandler
  for (const deviceType of ['hid', 'serial', 'usb']) {
    const granted = handlers.device?.({ deviceType, origin, device: { deviceId: 'double' } }) ?? false
    record('device-permission', { deviceType, granted })
  }
  // docs/latest/api/session#sessetdisplaymediarequesthandlerhandler-opts
  handlers.displayMedia?.(
    { securityOrigin: origin, videoRequested: true, audioRequested: false, userGesture: true },
    (streams) => {
      record('display-media', { granted: streams !== null && Object.keys(streams).length > 0 })
    },
  )
}
