import { join, resolve } from 'node:path'
import { say } from '../cli.ts'
import type { Verb } from '../program.ts'

/** `beleg serve`: the workbench in a browser on this machine, until Ctrl+C. */
export const serveVerb: Verb = {
  usage: 'serve [project]',
  description: { en: 'show the workbench in a browser on this machine; the link is printed', de: 'die Werkbank in einem Browser auf diesem Rechner zeigen; der Link wird ausgegeben' },
  examples: [
    ['serve talks.beleg', { en: 'prints a link that lets in once; Ctrl+C ends it', de: 'gibt einen Link aus, der einmal Zutritt gibt; Strg+C beendet' }],
    ['serve talks.beleg --open', { en: 'in a window of an installed browser, where there is one', de: 'in einem Fenster eines installierten Browsers, wo es einen gibt' }],
  ],
  build: (command, cli) => {
    command
      .option('--open', say(cli, { en: 'open a window', de: 'ein Fenster öffnen' }))
      .action(async (project: string | undefined, options: { readonly open?: true }) => {
        const [{ startWorkbench }, { runShell }, { stateFolder }] = await Promise.all([
          import('../../workbench/workbench.ts'),
          import('../../browser-shell/run-shell.ts'),
          import('../../browser-shell/state-folder.ts'),
        ])
        // The shell counts the signals itself: it saves at the first and says so at the second.
        process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
        const workbench = startWorkbench({
          shell: { capabilities: { shell: 'browser', nativeDialogs: false, drop: 'upload', reveal: false, download: false } },
          stateFolder: stateFolder(process.platform, process.env),
        })
        // The page lies beside this program in the build.
        await runShell(workbench, join(import.meta.dirname, '..', 'renderer'), {
          open: options.open === true,
          language: cli.language,
          folder: project === undefined ? undefined : resolve(cli.folder, project),
        })
      })
  },
} // prettier-ignore
