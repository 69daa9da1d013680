/** Speaks to all of a conversation. */
const EVERYONE = 'channel';

/** Different names looked up for one message at most. */
const MAX_NAMES = 50;

/** An @ that begins a word, and what a user name may consist of. */
const MENTION = /(?<![\p{L}\p{N}_.@+-])@([\p{L}\p{N}_.@+-]{1,150})/gu;

export interface MentionedNames {
  /** In lower case, and without regard to whether anybody is called so. */
  readonly names: readonly string[];
  readonly isEveryone: boolean;
}

/** Whom a body names with an @: `@john`, or `@channel` for all. A sentence's full stop is no part of a name. */
export function mentionedNames(body: string): MentionedNames {
  const names = new Set<string>();
  let isEveryone = false;
  for (const [, word = ''] of body.matchAll(MENTION)) {
    const name = word.toLowerCase();
    const bare = name.replace(/[.@+-]+$/, '');
    if (bare === EVERYONE) isEveryone = true;
    for (const one of new Set([name, bare])) {
      if (one !== '' && one !== EVERYONE && names.size < MAX_NAMES) names.add(one);
    }
  }
  return { names: [...names], isEveryone };
}
