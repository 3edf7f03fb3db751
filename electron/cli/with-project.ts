import { resolve } from 'node:path'
import type { OpenOptions, ProjectSession } from '../workbench/session.ts'
import type { Cli } from './cli.ts'

/** Opens the project for as long as the work takes. The folder may be relative to the caller's. Closes it whatever happens. */
export async function withProject<T>(
  cli: Cli,
  folder: string,
  options: OpenOptions,
  work: (session: ProjectSession) => Promise<T>,
): Promise<T> {
  // Loaded only where a project is needed: `--help` and schemas answer without SQLite.
  const { openSession } = await import('../workbench/open-session.ts')
  const session = await openSession(resolve(cli.folder, folder), {
    unasked: true,
    // Who only looks needs no second copy of what lies in the folder: it is read there.
    alone: options.readOnly === true,
    ...options,
    quiet: !cli.verbose,
  })
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
