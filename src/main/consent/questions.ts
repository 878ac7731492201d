import type { Confirmation } from './confirmations'

export const keyQuestions = {
  remove: {
    message: 'Remove the key from this computer?',
    detail: 'You can’t generate until you add a key. Your clips stay.',
    button: 'Remove key'
  },
  replace: {
    message: 'Replace your ModelsLab key?',
    detail: 'The old one is forgotten. What you send from now on is charged to the new one.',
    button: 'Replace key'
  }
} satisfies Record<string, Confirmation>

export const leaveDemoQuestion: Confirmation = {
  message: 'Leave demo mode?',
  detail: 'Dailies starts again. From then on what you send is charged to your ModelsLab account.',
  button: 'Leave demo'
}
