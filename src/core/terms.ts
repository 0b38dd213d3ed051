/** The version of the terms that a customer accepts; recorded with the order. */
export const TERMS_VERSION = '2026-11'
