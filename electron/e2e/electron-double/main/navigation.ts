import { PreventableEvent, record } from './records.ts'
import type { WindowPage } from './window-page.ts'

/**
 * The program's word on a navigation of a frame. Not asked about what the program itself loads
 * (docs/latest/api/web-contents#event-will-navigate, #event-will-frame-navigate).
 */
export function mayNavigate(window: WindowPage, url: string, mainFrame: boolean): boolean {
  const frame = mainFrame ? window.mainFrame : { url, parent: window.mainFrame }
  const details = { url, isSameDocument: false, isMainFrame: mainFrame, frame, initiator: frame }
  const first = new PreventableEvent(details)
  window.contents.emit('will-frame-navigate', first)
  const second = new PreventableEvent(details)
  if (mainFrame) window.contents.emit('will-navigate', second, url)
  const prevented = first.defaultPrevented || second.defaultPrevented
  record('will-navigate', { url, prevented, mainFrame })
  return !prevented
}
