import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { TestHome } from './home.ts'

/** Where the built program runs before a test: the browser shell, the double of Electron, or Electron itself. */
export type Host = 'browser' | 'double' | 'electron'

/** The program as a person has it before them, whatever shows it. */
export interface Session {
  readonly host: Host
  readonly home: TestHome
  readonly context: BrowserContext
  /** The page the program shows now; another one behind the same object after `restart`. */
  readonly page: Page
  /** Ends the program (its window closed or Ctrl+C; or the power cut off) and opens it again in the same home. */
  readonly restart: (how: 'stop' | 'kill', folder?: string) => Promise<void>
  /**
   * Answers the question for a file or folder that is open now: in the page's own chooser, or in the system's dialog.
   * None: the question is cancelled. In the browser shell, only what lies below the home can be reached.
   */
  readonly choose: (paths: readonly string[]) => Promise<void>
  /** Drops files or folders from the disk on an element, as a person does. Folders: not in the browser shell. */
  readonly drop: (selector: string, paths: readonly string[]) => Promise<void>
}

export interface SessionOptions {
  /** Prepares the home before the program starts; returns the folder it is started with, if any. */
  readonly prepare?: (home: TestHome) => string | undefined
  readonly context?: BrowserContextOptions
  /** What the test is about, as patterns of addresses and problems. All others fail the test. */
  readonly expected?: readonly RegExp[]
  /** Variables of the program's environment beside the home's. */
  readonly env?: Readonly<Record<string, string>>
  /** The test itself sees the program to its end. */
  readonly endsByItself?: boolean
}

/** What went wrong without anybody noticing on the screen. */
export interface Findings {
  /** Addresses outside the program that the page asked for. */
  readonly foreign: readonly string[]
  /** Uncaught errors, console errors, violations of the policy, and what the host itself complains of. */
  readonly problems: readonly string[]
}

/** The program running on one host. */
export interface Running {
  readonly page: () => Page
  readonly context: () => BrowserContext
  readonly findings: () => Findings
  /** Ended as a person ends it; resolves with the exit code. */
  readonly stop: () => Promise<number | string | null>
  readonly kill: () => Promise<void>
  readonly output: () => string
  readonly choose: Session['choose']
  readonly drop: Session['drop']
}

/** Starts the program on a host, in a home, with a folder to open where one is given. */
export type Start = (home: TestHome, folder: string | undefined) => Promise<Running>

/** An object that stands for whatever `current` answers when it is used. */
export function standingFor<T extends object>(current: () => T): T {
  return new Proxy({} as T, {
    get: (_, member): unknown => {
      const now = current()
      const value: unknown = Reflect.get(now, member)
      return typeof value === 'function' ? (value.bind(now) as unknown) : value
    },
    // Playwright asks what kind of object it was given.
    getPrototypeOf: () => Reflect.getPrototypeOf(current()),
  })
}
