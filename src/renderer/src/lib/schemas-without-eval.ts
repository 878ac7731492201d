import * as z from 'zod'

// The page forbids eval. zod decides when a schema is made whether it may compile one, so this module has to
// be the first that main.ts imports.
z.config({ jitless: true })
