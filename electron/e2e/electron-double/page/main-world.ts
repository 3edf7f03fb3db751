import { installBridge } from './bridge.ts'

/** Put in front of this script by the double; known to both worlds and to no script of the page. */
declare const doubleParameters: { readonly secret: string }

// The preload runs in the top frame only (docs/latest/api/structures/web-preferences: nodeIntegrationInSubFrames).
if (window === window.top) installBridge(doubleParameters.secret, 'm')
