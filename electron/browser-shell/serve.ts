import { join } from 'node:path'
import { startWorkbench } from '../workbench/workbench.ts'
import { runShell, shellArguments } from './run-shell.ts'
import { stateFolder } from './state-folder.ts'

// The entry of the browser shell: joins the workbench to a server on this machine.
const workbench = startWorkbench({
  shell: {
    capabilities: { shell: 'browser', nativeDialogs: false, drop: 'upload', reveal: false, download: false },
  },
  stateFolder: stateFolder(process.platform, process.env),
})

// The page lies beside this file in the build: out/main, out/renderer.
const page = join(import.meta.dirname, '..', 'renderer')
try {
  await runShell(workbench, page, shellArguments(process.argv.slice(2)))
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}
