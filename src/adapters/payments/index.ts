export { createStripePayments } from './create-stripe-payments.ts'
