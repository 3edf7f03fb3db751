import { join } from 'node:path'
import { app, dialog } from 'electron'
import { runProgram } from './desktop/program.ts'
import { resourcesFolder } from './workbench/resources.ts'
import { startWorkbench } from './workbench/workbench.ts'

// The entry of the desktop program: joins desktop/ to workbench/. The build lies in out/{main,preload,renderer}.
const built = join(import.meta.dirname, '..')

runProgram({
  renderer: join(built, 'renderer'),
  preload: join(built, 'preload'),
  resources: resourcesFolder(),
  open: (native, stateFolder) =>
    startWorkbench({
      shell: {
        capabilities: {
          shell: 'electron',
          nativeDialogs: true,
          drop: 'paths',
          reveal: true,
          download: false,
        },
        pick: native.pick,
        reveal: native.reveal,
      },
      stateFolder,
    }),
}).catch((error: unknown) => {
  console.error(error)
  dialog.showErrorBox('Beleg', error instanceof Error ? error.message : String(error))
  app.exit(1)
})
