/** Prompts to try in an empty library: one for a single clip, one with variations, one for an upright picture. */
export const samplePrompts: readonly { readonly title: string; readonly prompt: string }[] = [
  {
    title: 'A lighthouse at dusk',
    prompt:
      'A lighthouse on a basalt cliff at dusk, long lens, slow push in. Waves break below, gulls cross the frame, the lamp sweeps once. Wind and surf, no music.'
  },
  {
    title: 'One street, two moods',
    prompt:
      'A narrow street in the rain at {dawn|night}, handheld at walking pace. Reflections in the paving, a cyclist passes close. Soft footsteps, distant traffic.'
  },
  {
    title: 'Coffee, close up',
    prompt:
      'Macro shot of coffee blooming in a glass dripper, morning light from the left. Steam curls, the first drops fall in slow motion. Quiet kitchen sounds.'
  }
]
