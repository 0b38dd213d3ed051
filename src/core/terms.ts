/**
 * The version of the terms that a customer accepts; recorded with the order. Grows with every change of
 * their text.
 */
export const TERMS_VERSION = '2026-11-2'
