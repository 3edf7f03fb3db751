import { config } from 'zod'

// The page's policy forbids code made from strings; zod would try it once and the browser would report a violation.
// Imported before anything that builds a schema.
config({ jitless: true })
